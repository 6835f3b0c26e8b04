"""A clerk's paperwork around the ledgers: collecting, matching, asking back, filling in forms, posting."""

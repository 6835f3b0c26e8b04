"""From typed tables to relations that rules, checks and indicators query."""

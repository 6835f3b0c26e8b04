"""What a ledger is: its columns, what each cell may hold, and the words that real headers use for them."""

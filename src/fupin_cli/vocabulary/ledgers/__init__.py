"""One file per ledger. A new ledger is a new file here; the registry finds it."""

"""Pages of one file that need no network: findings, a reconciliation, figures with their sources."""

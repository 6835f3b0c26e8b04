"""The domain people's room: rules, facts, checks, indicators, policy lines as TOML entries, and their loader."""

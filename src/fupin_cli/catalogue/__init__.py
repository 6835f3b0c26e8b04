"""The domain people's room: rules, facts, checks, indicators and policy lines as TOML, and their loader."""

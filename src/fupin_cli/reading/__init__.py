"""From files to tables of raw cells that keep their addresses."""

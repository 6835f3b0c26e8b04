"""The grammar of figures in official prose: characters → quantities → terms, brackets and sentences."""

"""From files to judged tables: one after the other, in worker processes, or from the cache."""

"""One search over everything that somebody may read in a case."""

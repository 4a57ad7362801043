"""Notes that a side keeps for itself."""

"""Other programs' worlds, each imported only where it is installed."""

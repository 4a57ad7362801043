"""Papers: texts and results that belong to a side, sealed, with a day on which they go."""

"""Our case folder: its case, preferences, packages, rankings and answers, read and written."""

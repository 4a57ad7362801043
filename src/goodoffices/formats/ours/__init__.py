"""Read and write our case folder: its case, preferences, packages, rankings and answers."""

"""The reports: which sections each has, and in which order."""

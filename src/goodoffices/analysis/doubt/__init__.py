"""What can be said where numbers are intervals, blank, or known in order alone: whatever the truth is, or perhaps."""

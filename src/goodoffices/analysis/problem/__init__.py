"""The compiled problem: a case and what its parties want as arrays of integers, the demands in it, and the limits on work."""

"""The compiled problem: a case and what its parties want as arrays of integers.

Also the demands in it, and the limits on work.
"""

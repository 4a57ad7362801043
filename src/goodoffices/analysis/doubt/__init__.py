"""What can be said where numbers are in doubt: intervals, blanks, or rankings (an order alone).

Each statement holds whatever the truth is, or perhaps.
"""

"""What to ask a party next, when to stop, and which model its answers allow.

Imports `case`, `preferences` and `analysis`.
"""

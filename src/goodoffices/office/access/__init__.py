"""Who may do and see what in the office.

Here are the doors, the rights, the rows that a person may read, and what one person sees of one
case.
"""

"""How packages are found: issues are added up, group by group.

What is dominated is left out.
"""

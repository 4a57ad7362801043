"""What is computed for a page in a process of its own, bounded in time and memory.

The functions know no database and no key.
"""

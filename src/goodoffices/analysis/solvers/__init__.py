"""Solvers of others, asked one question at a time, within counted work.

What they say is checked in integers.
"""

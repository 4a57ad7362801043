"""The command line: parse, load, call one function of a room, print.

Rooms are imported inside commands.
"""

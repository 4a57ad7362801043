"""The office: the server, its people, its two doors.

It is the only room that knows users, requests and tables.
"""

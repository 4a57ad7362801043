"""Verifies bundles of the record offline; shares nothing with what writes them.

Its modules together are also one program that is handed out with each bundle (`one_file`).
"""

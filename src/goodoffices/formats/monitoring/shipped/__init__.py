"""Mappings, kinds and places that ship with the program, as files that users copy and edit."""

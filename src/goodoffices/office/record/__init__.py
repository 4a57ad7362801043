"""The record in the office: entries are appended, shown in words, and taken away as files."""

"""Releases: a named person passes something on to a party, after a page that says what it tells."""

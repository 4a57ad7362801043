"""The fonts of pages: cut from packages that ship them, kept beside, and served by the office."""

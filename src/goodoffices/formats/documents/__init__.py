"""Texts that nobody has checked become plain data: YAML, JSON and XML, bounded in size and depth, each fault with its line."""

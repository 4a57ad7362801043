"""Turn texts that nobody has checked into plain data: YAML, JSON and XML.

They are bounded in size and depth, and each fault has its line.
"""

"""What a draft is worth: where it stands, and how it could be better for all.

Also what it asks of each party.
"""

"""What a draft is worth: where it stands, how it could be better for all, and what it asks of each party."""

"""Proposals in their versions, and where each party stands on them."""

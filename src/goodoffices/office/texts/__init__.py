"""Texts that the mediation holds in versions, and hands out copy by copy."""

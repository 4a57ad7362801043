"""Analyses: asked for, kept, shown section by section, compared; the bench."""

"""The sections of the report on one analysis: each answers one question."""

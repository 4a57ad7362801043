"""The sections of the reports: each answers one question."""

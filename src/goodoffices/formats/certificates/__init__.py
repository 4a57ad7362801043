"""Certificates as JSON: what proves an answer, for the checker."""

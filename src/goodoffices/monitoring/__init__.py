"""Is it kept? Reports, incidents, which obligation each may break, findings, days: pure."""

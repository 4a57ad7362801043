"""Who may do and see what: doors, rights, rows that a person may read, and what one person sees of one case."""

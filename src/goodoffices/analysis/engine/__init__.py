"""How packages are found: issues are added up, group by group, and what is dominated is left out."""

"""Files that monitoring reads: reports by mappings, kinds of acts, obligations, decisions."""

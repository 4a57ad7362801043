"""Write results as files: JSON with its schema, Parquet, paper."""

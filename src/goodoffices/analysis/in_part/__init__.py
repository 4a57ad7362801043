"""An answer in part, where not all efficient packages can be listed."""

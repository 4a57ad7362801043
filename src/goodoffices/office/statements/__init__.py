"""Joint statements: what all approve to the byte, and everybody reads from one hour on."""

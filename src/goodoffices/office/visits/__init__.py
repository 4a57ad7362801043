"""What is new for a person since she was last here, and what she takes with her before a round."""

"""What to ask next, and when enough is known: from answers to a model, and from a model to the next question."""

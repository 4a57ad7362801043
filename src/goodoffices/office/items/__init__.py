"""What the mediation carries between sides: who gave it, who lets it go further, who has it."""

"""Something is put to sides, and each answers until an hour: under seal, or for the mediation."""

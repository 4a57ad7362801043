"""A side's mandate: what its delegates may accept without asking home."""

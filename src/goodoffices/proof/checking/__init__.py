"""The ways in which the checker decides: by adding up, by bounds, by an integer proof."""

"""A calendar that a program fetches by itself: off, unless the lead mediator allows it."""

"""How the talks begin: first contact, what the mediator discloses, and the agreement to mediate."""

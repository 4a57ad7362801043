"""People: invitations, sides, memberships, leaving, and what is held about a person."""

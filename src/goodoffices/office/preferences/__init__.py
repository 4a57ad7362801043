"""What a party wants: given as text, by questions, or estimated by the mediation."""

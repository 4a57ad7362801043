"""Sealed answers: all say yes, or nobody learns more than that not all said yes."""

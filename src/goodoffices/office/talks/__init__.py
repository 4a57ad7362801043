"""The talks: rounds that took place, who may know of them, and what came of them."""

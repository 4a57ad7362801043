"""What a certificate may claim beside its frontier, each kind with its check."""

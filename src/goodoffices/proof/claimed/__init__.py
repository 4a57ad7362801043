"""The parts of a certificate, each with what it claims."""

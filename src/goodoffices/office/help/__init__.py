"""Help: a sentence on each page, and the documentation, which the office serves itself."""

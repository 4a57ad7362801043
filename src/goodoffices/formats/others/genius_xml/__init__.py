"""Read and write GENIUS 10 XML: a domain and the profiles of its parties.

They are read with the meaning that GENIUS's own evaluators give them.

R. Lin, S. Kraus, T. Baarslag, D. Tykhonov, K. Hindriks, C. Jonker (2014), Genius: An integrated
environment for supporting the design of generic automated negotiators, Computational Intelligence
30(1), 48-70.
"""

from goodoffices.formats.others.genius_xml.reader import DOMAIN, NOT_INPUT, PROFILE, read_genius
from goodoffices.formats.others.genius_xml.writer import genius_files

__all__ = ["DOMAIN", "NOT_INPUT", "PROFILE", "genius_files", "read_genius"]

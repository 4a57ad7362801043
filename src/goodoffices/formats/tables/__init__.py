"""Tables that people have: sheets of Excel and files with commas become plain cells."""

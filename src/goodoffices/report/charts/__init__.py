"""The frontier drawn: a plane for two parties, parallel coordinates for more.

The SVG is made by our own templates. Colours are CSS variables of the page with a fallback, so
that dark mode and print follow. Text stays text. Every mark has a title. A drawing has at most
about 60 kB.
"""

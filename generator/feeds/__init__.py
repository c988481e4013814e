"""Feeds of what enters the base: one for all, one for each theme, one for each skill; Atom and JSON.

``members`` says which entries a feed follows, ``items`` dates and tells them, ``written`` writes the two formats,
``files`` puts them in the site.
"""

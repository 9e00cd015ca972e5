"""Notebooks executed, one HTML page, a manifest, and a check that all of it comes out the same again."""

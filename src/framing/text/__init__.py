"""Canonical text → chunks, words, sentences, quotations, voices and multiword matches."""

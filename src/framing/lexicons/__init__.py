"""Word lists as CSV, each with its card (TOML): where it is from, its licence, and what it was validated on."""

from framing.lexicons.load import REDISTRIBUTABLE, Card, Lexicon, cards, load, reread

__all__ = ["REDISTRIBUTABLE", "Card", "Lexicon", "cards", "load", "reread"]

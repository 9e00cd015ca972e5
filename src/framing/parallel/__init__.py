"""A function over shards of documents: in this process, or in several."""

from framing.parallel.local import map_ordered

__all__ = ["map_ordered"]

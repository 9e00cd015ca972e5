"""A function over shards of documents: in this process, with the next shard made ready beside, or in several."""

from framing.parallel.ahead import ahead
from framing.parallel.local import map_ordered

__all__ = ["ahead", "map_ordered"]

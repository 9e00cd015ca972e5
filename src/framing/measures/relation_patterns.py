"""Relations by pattern rules, where a text has no trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from framing.measures.relations import Relations

if TYPE_CHECKING:
    from framing.measures.spec import Found
    from framing.text.batch import Batch

__all__ = ["PATTERNS", "RelationPatterns"]

PATTERNS = "relations-patterns"


def none_of(found: Found) -> Found:
    columns = {name: getattr(found, name)[:0] for name in ("sentence", "start", "end", "label", "value", "entry")}
    return replace(found, **columns, actor=found.actor[:0] if found.actor is not None else None)


@dataclass(frozen=True)
class RelationPatterns:
    """Finds relations without a parser: layers `relation` and `participant`, as `Relations` gives them."""

    instrument: str = PATTERNS
    needs: tuple[str, ...] = ("mention", "content", "source")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the relations of a batch."""
        mention = next(each for each in found if each.layer == "mention")
        return Relations(self.instrument)(batch, [none_of(mention)])

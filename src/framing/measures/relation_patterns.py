"""Relations by pattern rules, where a text has no trees: the same evidence as `relations`, read off shallow trees.

Actor (adverb, auxiliary)* verb (determiner, adjective)* noun; "was flagged by"; "Norland's assistance to Sudria": phrases are
told by closed-class words and known verbs (`shallow`), all else is as with a parser. Less is found, and less of it is right;
the instrument says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.measures.relations import Relations
from framing.measures.shallow import shallow

if TYPE_CHECKING:
    from framing.measures.spec import Found
    from framing.text.batch import Batch

__all__ = ["PATTERNS", "RelationPatterns"]

PATTERNS = "relations-patterns"


@dataclass(frozen=True)
class RelationPatterns:
    """Finds relations without a parser: layers `relation` and `participant`, as `Relations` gives them.

    Documents that mention nobody are not read; a batch without mentions gives evidence without rows.
    """

    instrument: str = PATTERNS
    needs: tuple[str, ...] = ("mention", "content", "source")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the relations of a batch."""
        mention = next(each for each in found if each.layer == "mention")
        relations = Relations(self.instrument)
        if not len(mention.start):
            return relations(batch, found)
        documents = np.unique(batch.sentences.document[mention.sentence])
        read = np.flatnonzero(np.isin(batch.sentences.document, documents)).astype(np.int32)
        return relations.read(batch, found, shallow(batch, read, self.instrument))

"""Who does what to whom in a study: by the parser that the study names, by pattern rules where there are no trees.

The one switch of the syntax tier. An annotator of relations goes by the instrument `relations-…`, and whatever rests on its
evidence carries the same name, so that measures of two readers are two columns. Documents that the parser cannot read
are read by the rules; no document is read by both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.parses import parsed
from framing.measures.placed_voice import placed_voice
from framing.measures.relation_patterns import PATTERNS, RelationPatterns
from framing.measures.relations import INSTRUMENT, Relations
from framing.tables import ENGLISH, NO_SYNTAX

if TYPE_CHECKING:
    from framing.measures.spec import Annotator, Found, Measure
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["WhoDoesWhat", "annotators", "instrument_of", "measures", "model_of"]

Flags = NDArray[np.bool_]


def annotators(study: Study | None, trees: Path | None = None) -> list[Annotator]:
    """Give the annotator of relations; none where the study has no actors. `trees`: a folder to keep them in."""
    if study is None or not study.actors:
        return []
    return [WhoDoesWhat(instrument_of(study), model_of(study), trees)]


def measures(study: Study | None) -> list[Measure]:  # noqa: ARG001  (a construct's signature)
    """Give no measures: what is counted of relations is the matter of other constructs.

    Examples:
        >>> measures(None)
        []
    """
    return []


def model_of(study: Study) -> str | None:
    """Give the pipeline as `text.syntax.load` takes it: empty for the package's own, None for no parser at all.

    A folder's name counts from the study's folder, where there is such a folder, else from where the command runs.
    """
    named = study.instruments.syntax
    if named == NO_SYNTAX:
        return None
    if named == ENGLISH:
        return ""
    return str(study.folder / named) if (study.folder / named / "meta.json").is_file() else named


def instrument_of(study: Study) -> str:
    """Name the instrument that reads a study's relations.

    Examples:
        >>> from framing.study import Instruments
        >>> from types import SimpleNamespace
        >>> names = ("english", "none", "en_core_web_sm", "models/mine")
        >>> [instrument_of(SimpleNamespace(instruments=Instruments(syntax=name))) for name in names]
        ['relations-english', 'relations-patterns', 'relations-en_core_web_sm', 'relations-mine']
    """
    named = study.instruments.syntax
    if named == ENGLISH:
        return INSTRUMENT
    if named == NO_SYNTAX:
        return PATTERNS
    last = Path(named).name
    return f"relations-own-{last}" if last in _TAKEN else f"relations-{last}"


_TAKEN = (ENGLISH, "patterns")
"""Names by which a folder's pipeline would pass for another instrument."""


@dataclass(frozen=True)
class WhoDoesWhat:
    """Finds the layers `relation` and `participant`: by trees, and by patterns in documents that have none.

    A batch without mentions gives evidence without rows, and nothing is parsed for it.
    """

    instrument: str = INSTRUMENT
    model: str | None = ""
    """A spaCy pipeline's name or folder; empty: the one that comes with the package; None: patterns alone."""
    trees: Path | None = None
    needs: tuple[str, ...] = ("mention", "content", "source")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the relations of a batch."""
        return [_placed(batch, found, each) if each.layer == "relation" else each for each in self._read(batch, found)]

    def _read(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        if self.model is None:
            return RelationPatterns()(batch, found)
        treeless = self._treeless(batch, found)
        relations = Relations(self.instrument, self.model, self.trees)
        return [
            *relations(batch, _without(batch, found, treeless)),
            *RelationPatterns()(batch, _without(batch, found, ~treeless)),
        ]

    def _treeless(self, batch: Batch, found: Sequence[Found]) -> Flags:
        """Tell the documents that could not be parsed; where nobody is mentioned, nothing is tried."""
        documents = np.zeros(len(batch.documents), bool)
        mention = next(each for each in found if each.layer == "mention")
        if len(mention.start):
            documents[[each.document for each in parsed(batch, self.model or "", self.trees).unparsed]] = True
        return documents


def _placed(batch: Batch, found: Sequence[Found], relation: Found) -> Found:
    """Say of relations in whose voice their predicates stand, and which actor speaks."""
    placed = placed_voice(batch, found, relation.sentence, relation.start)
    return replace(relation, columns={**relation.columns, "voice": placed.voices(), "source": placed.sources()})


def _without(batch: Batch, found: Sequence[Found], documents: Flags) -> list[Found]:
    """Leave out the mentions of some documents, so that these are not read."""
    of = batch.sentences.document
    return [_kept(each, ~documents[of[each.sentence]]) if each.layer in _WHO else each for each in found]


_WHO = ("mention", "description")
"""Layers that say who is where."""


def _kept(found: Found, rows: Flags) -> Found:
    columns = {name: getattr(found, name)[rows] for name in ("sentence", "start", "end", "label", "value", "entry")}
    return replace(found, **columns, actor=found.actor[rows] if found.actor is not None else None)

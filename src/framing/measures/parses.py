"""The trees of a batch, parsed once however many annotators ask for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.text.batch import Batch
    from framing.text.parse import Parse

__all__ = ["parsed"]


@dataclass
class _Last:
    """What was parsed last. One batch alone, since annotators read one batch after the other."""

    key: tuple[Batch, str, Path | None] | None = field(default=None)
    parse: Parse | None = None


_LAST = _Last()


def parsed(batch: Batch, model: str = "", trees: Path | None = None) -> Parse:
    """Give the trees of a batch, as `framing.text.syntax.parse`; asked again for the same batch, it gives the same ones.

    Args:
        batch: from `text.build`.
        model: a spaCy pipeline's name or folder; empty: the one that comes with the package.
        trees: a folder where trees are kept; None: they are in memory only.

    Raises:
        InputError: there is no such pipeline, or it does not parse.
    """
    from framing.text.syntax import parse

    last = _LAST.key
    if last is None or last[0] is not batch or last[1:] != (model, trees) or _LAST.parse is None:
        _LAST.key, _LAST.parse = None, None
        _LAST.parse = parse(batch, model, trees)
        _LAST.key = (batch, model, trees)
    return _LAST.parse

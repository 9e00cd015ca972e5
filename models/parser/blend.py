"""The weighted mean of the weights of pipelines of which one was trained further from the other (Wortsman et al. 2022)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["blended"]


def blended(folders: Sequence[Path], shares: Sequence[float]) -> Language:
    """Give the first pipeline with the mean of all their weights; they have the same shape."""
    import spacy

    pipelines = [spacy.load(folder) for folder in folders]
    for name in pipelines[0].pipe_names:
        models: list[Any] = [nlp.get_pipe(name).model for nlp in pipelines]  # type: ignore[attr-defined]
        for nodes in zip(*(model.walk() for model in models), strict=True):
            for weight in nodes[0].param_names:
                if nodes[0].has_param(weight):
                    mean = sum(share * node.get_param(weight) for share, node in zip(shares, nodes, strict=True))
                    nodes[0].set_param(weight, np.asarray(mean, np.float32))
    return pipelines[0]

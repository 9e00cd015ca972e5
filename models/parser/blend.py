"""The weighted mean of the weights of pipelines of which one was trained further from the other (Wortsman et al. 2022)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["blended", "halve"]


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


def halve(nlp: Language) -> None:
    """Make half floats of the vectors and of the network that reads words, nearly all of what a pipeline weighs."""
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float16)
    network: Any = nlp.get_pipe("tok2vec")
    for node in network.model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype(np.float16))

"""What `spacy train --code` needs: the tokeniser, and what makes training on a processor half as fast again.

None of it changes what is learnt: matrices are multiplied by numpy, batches are told apart by the places of their documents,
and the labels of a sentence are looked up in the first epoch alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.morphology import Morphology
from spacy.pipeline import Morphologizer, Tagger
from spacy.pipeline.tok2vec import Tok2VecListener
from spacy.tokens import Doc, Token
from spacy.training import Example
from thinc.api import NumpyOps, set_current_ops

from models.parser.tokenizer import as_treebank

set_current_ops(NumpyOps(use_blis=False))


@spacy.registry.callbacks("framing.treebank_tokenizer.v1")  # type: ignore[attr-defined, untyped-decorator]
def treebank_tokenizer() -> Callable[[Language], None]:
    """Give what makes the tokeniser of a pipeline that is about to be trained."""
    return as_treebank


def _batch_number(_cls: type[Tok2VecListener], documents: Sequence[Doc]) -> int:
    return sum(map(id, documents))


_truths: dict[tuple[int, int], NDArray[np.intp]] = {}
"""Places of a sentence's labels, by labeller and sentence; the corpus stays in memory, and so do its sentences' places."""


def _loss(labeller: Tagger, examples: Sequence[Example], scores: Sequence[NDArray[np.float32]]) -> tuple[float, Any]:
    """Give the categorical cross-entropy's gradient (softmax less truth) and, as spaCy does, its square as loss."""
    loss, gradients = 0.0, []
    for example, guess in zip(examples, scores, strict=True):
        key = id(labeller), id(example.reference)
        if key not in _truths:
            place = {label: at for at, label in enumerate(labeller.labels)}
            _truths[key] = np.array([place[_label(labeller, token)] for token in example.reference])
        gradient = guess.copy()
        gradient[np.arange(len(guess)), _truths[key]] -= 1
        loss += float((gradient**2).sum())
        gradients.append(gradient)
    return loss, gradients


def _label(labeller: Tagger, token: Token) -> str:
    """Give the tag, or the label that spaCy makes of features and class."""
    if not isinstance(labeller, Morphologizer):
        return str(token.tag_)
    features = {**Morphology.feats_to_dict(str(token.morph)), labeller.POS_FEAT: token.pos_}
    return str(labeller.vocab.strings[labeller.vocab.morphology.add(features)])


Tok2VecListener.get_batch_id = classmethod(_batch_number)  # type: ignore[assignment, method-assign]
Tagger.get_loss = _loss
Morphologizer.get_loss = _loss

"""What `spacy train --code` needs: the tokeniser, and numpy's own multiplication of matrices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import spacy
from spacy.language import Language
from spacy.pipeline.tok2vec import Tok2VecListener
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops
from tokenizer import as_treebank

set_current_ops(NumpyOps(use_blis=False))


def _batch_number(_cls: type[Tok2VecListener], documents: Sequence[Doc]) -> int:
    """Tell batches apart by the places of their documents: spaCy's sum over all tokens takes a fifth of the training."""
    return sum(map(id, documents))


Tok2VecListener.get_batch_id = classmethod(_batch_number)


@spacy.registry.callbacks("framing.treebank_tokenizer.v1")
def treebank_tokenizer() -> Callable[[Language], None]:
    """Give what makes the tokeniser of a pipeline that is about to be trained."""
    return as_treebank

"""Trees of news sentences by pipelines that are trained already: what a pipeline is trained further with (self-training).

Several pipelines decide together, each step by the mean of their log-probabilities. No sentence is kept in what is shipped:
the trees lie in the work folder and leave nothing but word-level weights.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.text.build import build
from framing.text.normalise import INVISIBLE, PLAIN
from framing.validate.documents import of_lines
from framing.validate.tuning import digest

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Teachers", "news_sentences"]

Floats = NDArray[np.float32]

_HIDDEN = str.maketrans("", "", INVISIBLE)
SEED = 11
SHORTEST, LONGEST = 4, 60
"""Words of a sentence that is taken; it also has to end like one."""


def news_sentences(texts: Path, skipped: int, words: int, left_out: frozenset[str] = frozenset()) -> list[str]:
    """Give sentences of news in an order drawn at random, some articles skipped, until there are so many words.

    Articles that `left_out` names by id, SHA-256 or `digest` are left out.
    """
    found: list[str] = []
    count = 0
    with gzip.open(texts, "rt", encoding="utf-8") as file:
        lines = file.readlines()
    for place in np.random.default_rng(SEED).permutation(len(lines))[skipped:].tolist():
        article = json.loads(lines[place])
        text = article["text"]
        if not left_out.isdisjoint((article["id"], digest(text), sha256(text.encode()).hexdigest())):
            continue
        sentences = build([of_lines("news", text)]).sentences
        for start, end in zip(sentences.start.tolist(), sentences.end.tolist(), strict=True):
            sentence = " ".join(text[start:end].translate(PLAIN).translate(_HIDDEN).split())
            length = len(sentence.split())
            if SHORTEST <= length <= LONGEST and sentence[-1] in ".!?\"'":
                found.append(sentence)
                count += length
        if count > words:
            break
    return list(dict.fromkeys(found))


class Teachers:
    """Pipelines of the same labels and moves that parse together."""

    def __init__(self, folders: Sequence[Path], shares: Sequence[float]) -> None:
        """Load them; the first cuts the words."""
        import spacy

        self._pipelines: list[Language] = [spacy.load(folder) for folder in folders]
        self._shares = shares
        parsers = [nlp.get_pipe("parser") for nlp in self._pipelines]
        if any(parser.move_names != parsers[0].move_names for parser in parsers):  # type: ignore[attr-defined]
            raise ValueError("the pipelines were trained on other data: their moves differ")

    def trees(self, texts: Sequence[str], at_once: int = 256) -> Iterator[Doc]:
        """Give each sentence with tags, features and tree."""
        for start in range(0, len(texts), at_once):
            yield from self._together(texts[start : start + at_once])

    def _together(self, texts: Sequence[str]) -> list[Doc]:
        documents = [_begun([self._pipelines[0].make_doc(text) for text in texts])]
        for nlp in self._pipelines[1:]:
            documents.append(_begun([_again(doc, nlp) for doc in documents[0]]))
        self._label(documents)
        self._parse(documents)
        return documents[0]

    def _label(self, documents: Sequence[Sequence[Doc]]) -> None:
        """Tag by the mean of the probabilities."""
        sums: dict[str, list[Floats]] = {}
        for nlp, docs, share in zip(self._pipelines, documents, self._shares, strict=True):
            network: Any = nlp.get_pipe("tok2vec")
            network.set_annotations(docs, network.predict(docs))
            for name in ("tagger", "morphologizer"):
                labeller: Any = nlp.get_pipe(name)
                scores = [share * each for each in labeller.model.predict(docs)]
                sums[name] = [one + two for one, two in zip(sums[name], scores, strict=True)] if name in sums else scores
        for name, each in sums.items():
            labeller = self._pipelines[0].get_pipe(name)
            labeller.set_annotations(documents[0], [score.argmax(axis=1) for score in each])

    def _parse(self, documents: Sequence[Sequence[Doc]]) -> None:
        """Take the move that is best by the mean of the log-probabilities, until every sentence is done."""
        parsers: list[Any] = [nlp.get_pipe("parser") for nlp in self._pipelines]
        steps = [parser.model.predict(docs) for parser, docs in zip(parsers, documents, strict=True)]
        states = [parser.moves.init_batch(docs) for parser, docs in zip(parsers, documents, strict=True)]
        while live := [at for at, state in enumerate(states[0]) if not state.is_final()]:
            scores = [
                share * _log_probabilities(step.predict([own[at] for at in live]))
                for step, own, share in zip(steps, states, self._shares, strict=True)
            ]
            for parser, own in zip(parsers, states, strict=True):
                parser.transition_states([own[at] for at in live], np.ascontiguousarray(sum(scores), np.float32))
        parsers[0].set_annotations(documents[0], states[0])


def _begun(docs: list[Doc]) -> list[Doc]:
    """Mark each document as one sentence."""
    for doc in docs:
        starts = np.full(len(doc), -1, np.int64)
        starts[:1] = 1
        doc.from_array(["SENT_START"], starts.astype(np.uint64))  # type: ignore[arg-type]  # any array will do
    return docs


def _again(doc: Doc, nlp: Language) -> Doc:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, [token.text for token in doc], [bool(token.whitespace_) for token in doc])


def _log_probabilities(scores: Floats) -> Floats:
    less: Floats = scores - scores.max(axis=1, keepdims=True)
    result: Floats = less - np.log(np.exp(less).sum(axis=1, keepdims=True))
    return result

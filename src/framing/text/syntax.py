"""Sentences → trees, by the pipeline that the package ships or by any spaCy pipeline that is installed.

The only file that knows spaCy, which is imported when the first sentence is parsed. Sentences are those of
`text/sentences.py`: each is handed over by itself, and no parser moves where it begins.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.text.mended import VERSION
from framing.text.normalise import INVISIBLE, PLAIN
from framing.text.numbered import ATTRIBUTES, Names, dictionary, relations
from framing.text.parse import Parse, Unparsed, assembled, columns, tree_schema
from framing.text.schemes import scheme_of
from framing.text.trees import read_trees, tree_key, write_trees

if TYPE_CHECKING:
    import pyarrow as pa
    from spacy.language import Language
    from spacy.tokens import Doc

    from framing.text.batch import Batch

__all__ = ["OWN", "Pipeline", "load", "parse", "parse_words", "pipeline_name"]

Ints = NDArray[np.int32]

OWN = ""
"""The name of the pipeline that comes with the package."""

LONGEST = 20_000
"""Characters of a sentence that is still parsed: what is longer is a table or a broken file, and takes a minute."""

AT_ONCE = 64
"""Sentences of a document that are handed over at once: more fall out of the processor's cache and take longer."""


@dataclass(frozen=True)
class Pipeline:
    """A spaCy pipeline, ready, and what has to be known of it."""

    nlp: Language
    instrument: str
    digest: str
    scheme: str
    lemmatises: bool
    lemmas: dict[tuple[int, int, int], str] = field(default_factory=dict)
    """Lemmas by form, class and tag (spaCy's numbers), as far as they were asked for."""


@lru_cache(maxsize=2)
def load(model: str = OWN) -> Pipeline:
    """Load a pipeline once: the package's own, or one that is installed under a name or lies in a folder.

    Raises:
        InputError: there is no such pipeline, it has no dependency parser, or its labels are neither UD nor CLEAR.
    """
    import spacy
    from thinc.api import use_ops

    if model == OWN:
        # numpy's multiplication is a fifth faster here than the one that thinc takes by itself.
        with use_ops("numpy", use_blis=False):
            nlp = spacy.load(_own())
        return _pipeline(nlp, model)
    try:
        return _pipeline(spacy.load(model, exclude=_NOT_NEEDED), model)
    except (OSError, ImportError, ValueError, KeyError) as error:
        told = f"{error}".split("\n")[0].split(". ")[0].strip(" .:") or type(error).__name__
        raise InputError(f"syntax {model}: cannot be loaded ({told}); {_MEND}") from error


_MEND = "name an installed spaCy pipeline or its folder, english or none (--syntax; study.toml: [instruments] syntax)"

_NOT_NEEDED = ("ner", "senter", "entity_linker", "textcat", "textcat_multilabel")
"""Parts of other pipelines that take time and say nothing of syntax; a pipeline that lacks them is none the worse."""


def _pipeline(nlp: Language, model: str) -> Pipeline:
    _make_whole(nlp)
    parsers = [component for name, component in nlp.pipeline if hasattr(component, "labels") and "parser" in name]
    if not parsers:
        raise InputError(f"syntax {model}: has no dependency parser; {_MEND}")
    scheme = scheme_of(set(parsers[0].labels))
    if not scheme:
        raise InputError(f"syntax {model}: its labels are neither those of Universal Dependencies nor CLEAR; {_MEND}")
    digest = _digest(Path(nlp.path)) if nlp.path is not None else nlp.meta["version"]
    instrument = _named(nlp.meta, digest)
    lemmatises = any("lemmatizer" in name for name in nlp.pipe_names)
    return Pipeline(nlp, instrument, digest, scheme, lemmatises)


def _make_whole(nlp: Language) -> None:
    """Turn half floats, in which ours is shipped as they take half the room, into those that libraries multiply."""
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float32, copy=False)
    networks = [component.model for _, component in nlp.pipeline if hasattr(component, "model")]
    for node in (node for network in networks if hasattr(network, "walk") for node in network.walk()):
        for name in node.param_names:
            weights = node.get_param(name) if node.has_param(name) else None
            if weights is not None and weights.dtype == np.float16:
                node.set_param(name, weights.astype(np.float32))


def pipeline_name(model: str = OWN) -> str:
    """Name a pipeline with its version and eight digits of its hash, as `Parse.instrument` does; ours without loading it.

    Raises:
        InputError: as `load`.
    """
    if model != OWN:
        return load(model).instrument
    return _named(json.loads((_own() / "meta.json").read_text(encoding="utf-8")), _digest(_own()))


def _named(meta: Mapping[str, Any], digest: str) -> str:
    return f"{meta['lang']}_{meta['name']} {meta['version']} ({digest[:8]})"


def _own() -> Path:
    return Path(str(resources.files("framing") / "text" / "english" / "pipeline"))


def _digest(folder: Path) -> str:
    """Give one hash of all files of a pipeline, names included, and of the version of the rules that mend its trees."""
    whole = hashlib.sha256(f"mended {VERSION}".encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


# --- parsing -------------------------------------------------------------------------------------------------------------


def parse(batch: Batch, model: str = OWN, kept: Path | None = None) -> Parse:
    """Parse every sentence of a batch; headings too.

    Args:
        batch: from `text.build`.
        model: `OWN`, or a spaCy pipeline's name or folder (`--syntax`).
        kept: a folder where trees are kept by text and pipeline; what is there already is not parsed again.

    Returns:
        Tokens as columns; a document without a tree stands in `unparsed` with the reason. An empty batch gives no tokens.

    Raises:
        InputError: as `load`.

    Examples:
        >>> from framing.corpus.documents import Block, Document
        >>> from framing.text.build import build
        >>> from framing.text.schemes import RELATIONS
        >>> text = "The deal wasn’t signed by Minister Vell."
        >>> found = parse(build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))]))
        >>> [text[a:b] for a, b in zip(found.start, found.end)]
        ['The', 'deal', 'was', 'n’t', 'signed', 'by', 'Minister', 'Vell', '.']
        >>> RELATIONS[found.relation[1]], found.head[1].item(), found.lemmas[found.lemma[4]]
        ('nsubj:pass', 4, 'sign')
    """
    pipeline = load(model)
    folder = kept / pipeline.digest[:16] if kept is not None else None
    trees: dict[int, pa.Table] = {}
    unparsed: list[Unparsed] = []
    waiting: list[_Work] = []
    for work in _works(batch):
        reason = _refusal(work, batch, pipeline)
        if reason:
            unparsed.append(Unparsed(work.document, reason))
        elif folder is not None and (found := read_trees(folder, work.key)) is not None:
            trees[work.document] = found
        else:
            waiting.append(work)
    with _one_thread():
        for work in waiting:
            outcome = _parsed(work, pipeline)
            if isinstance(outcome, str):
                unparsed.append(Unparsed(work.document, outcome))
                continue
            trees[work.document] = outcome
            if folder is not None:
                write_trees(outcome, folder, work.key)
    return assembled(batch, trees, unparsed, pipeline.instrument)


def parse_words(sentences: Sequence[Sequence[str]], model: str = OWN) -> Parse:
    """Parse sentences that others have cut into words (a treebank's); offsets are those of the words set apart by spaces.

    Nothing is kept, and tokens belong to no words of a batch. No sentences give no tokens; an empty word is none.

    Raises:
        InputError: as `load`.

    Examples:
        >>> found = parse_words([["They", "did", "n't", "agree", "."], ["Nobody", "did", "."]])
        >>> found.head.tolist()[:5], found.first.tolist()
        ([3, 3, 3, 3, 3], [0, 5, 8])
    """
    from spacy.tokens import Doc

    pipeline = load(model)
    texts = [" ".join(words) for words in sentences]
    ends = np.cumsum([len(text) + 1 for text in texts]).tolist()
    spans = [(end - 1 - len(text), end - 1) for text, end in zip(texts, ends, strict=True)]
    made = [Doc(pipeline.nlp.vocab, [word.translate(PLAIN) for word in words]) for words in sentences]
    with _one_thread():
        docs = list(pipeline.nlp.pipe(_begun(doc) for doc in made))
    table = _table(_Work(0, "", spans, ""), [_Shown(text, None) for text in texts], docs, pipeline)
    return columns(table, np.zeros(table.num_rows, np.int32), len(texts), pipeline.instrument)


@dataclass(frozen=True)
class _Work:
    """The sentences of one document."""

    document: int
    text: str
    spans: list[tuple[int, int]]
    key: str


def _works(batch: Batch) -> Iterator[_Work]:
    sentences = batch.sentences
    for index, document in enumerate(batch.documents):
        if document.text is None:
            continue
        first, last = np.searchsorted(sentences.document, (index, index + 1)).tolist()
        spans = list(zip(sentences.start[first:last].tolist(), sentences.end[first:last].tolist(), strict=True))
        yield _Work(index, document.text, spans, tree_key(document.text, spans))


def _refusal(work: _Work, batch: Batch, pipeline: Pipeline) -> str:
    """Say why a document is not parsed; "" where it is."""
    language = batch.documents[work.document].language
    if language and language.split("-")[0].lower() != pipeline.nlp.lang:
        return f"its language is {language}, the parser's {pipeline.nlp.lang}"
    longest = max((end - start for start, end in work.spans), default=0)
    return f"a sentence of {longest} characters; more than {LONGEST} are no sentence" if longest > LONGEST else ""


def _parsed(work: _Work, pipeline: Pipeline) -> pa.Table | str:
    """Parse a document by itself, so that its trees do not depend on its company; give the reason where that fails."""
    try:
        shown = [_shown(work.text[start:end]) for start, end in work.spans]
        docs = pipeline.nlp.pipe((_document(each.text, pipeline.nlp) for each in shown), batch_size=AT_ONCE)
        return _table(work, shown, list(docs), pipeline)
    except (ValueError, KeyError, IndexError, RuntimeError) as error:
        return f"the pipeline failed ({type(error).__name__}: {' '.join(str(error).split())[:200]})"


def _document(text: str, nlp: Language) -> Doc:
    return _begun(nlp.make_doc(text))


def _begun(doc: Doc) -> Doc:
    """Mark the first token alone as one that begins a sentence."""
    starts = np.full(len(doc), -1, np.int64)
    starts[:1] = 1
    doc.from_array(["SENT_START"], starts.astype(np.uint64))  # type: ignore[arg-type]  # any array will do
    return doc


@dataclass(frozen=True)
class _Shown:
    """A sentence as the parser is shown it, and where each of its characters stands in the sentence."""

    text: str
    places: Ints | None


_HIDDEN = str.maketrans("", "", INVISIBLE)


def _shown(sentence: str) -> _Shown:
    r"""Make marks plain as in training, leave out what is invisible, and every run of white space but one space.

    Examples:
        >>> shown = _shown("It’s  a\nde\u00adal")
        >>> shown.text, shown.places.tolist()
        ("It's a deal", [0, 1, 2, 3, 4, 6, 7, 8, 9, 11, 12])
    """
    plain = sentence.translate(PLAIN)
    text = " ".join(plain.translate(_HIDDEN).split())
    if len(text) == len(sentence):
        return _Shown(text, None)
    places = np.zeros(len(text), np.int32)
    visible = [place for place, mark in enumerate(plain) if not mark.isspace() and mark not in INVISIBLE]
    letters = np.array([not mark.isspace() for mark in text], np.bool_)
    places[letters] = visible
    before = np.flatnonzero(~letters)
    places[before] = places[before - 1] + 1
    return _Shown(text, places)


# --- spaCy's documents as columns ----------------------------------------------------------------------------------------


def _table(work: _Work, sentences: Sequence[_Shown], docs: Sequence[Doc], pipeline: Pipeline) -> pa.Table:
    """Give the trees of one document in the columns of `parse.tree_schema`."""
    import pyarrow as pa

    rows = [doc.to_array(list(ATTRIBUTES)).reshape(-1, len(ATTRIBUTES)).view(np.int64) for doc in docs]
    lengths = np.array([len(each) for each in rows], np.int64)
    whole = np.concatenate(rows) if rows else np.zeros((0, len(ATTRIBUTES)), np.int64)
    idx, length, orth, own, pos, tag, morph, _, _ = whole.T
    start, end = _offsets(work, sentences, lengths, idx, length)
    names = Names(pipeline.nlp.vocab.strings, None if pipeline.lemmatises else pipeline.lemmas)
    lemmas = names.lemmas(orth, own, pos, tag)
    heads, codes = relations(whole, names, lemmas, lengths, pipeline.scheme)
    arrays = [
        pa.array(np.repeat(np.arange(len(docs), dtype=np.int32), lengths)),
        pa.array(start),
        pa.array(end),
        pa.array(heads - np.repeat(np.cumsum(lengths) - lengths, lengths).astype(np.int32)),
        pa.array(codes),
        pa.array(names.classes(pos)),
        dictionary(lemmas),
        dictionary(names.each(tag)),
        dictionary(["" if text == "_" else text for text in names.each(morph)]),
    ]
    return pa.Table.from_arrays(arrays, schema=tree_schema())


def _offsets(
    work: _Work, sentences: Sequence[_Shown], lengths: NDArray[np.int64], idx: NDArray[np.int64], length: NDArray[np.int64]
) -> tuple[Ints, Ints]:
    """Turn places in what the parser was shown into places in the document."""
    start, end = idx.astype(np.int32), (idx + length).astype(np.int32)
    at = 0
    for (opening, _), shown, count in zip(work.spans, sentences, lengths.tolist(), strict=True):
        own = slice(at, at + count)
        if shown.places is not None and count:
            end[own] = shown.places[end[own] - 1] + 1
            start[own] = shown.places[start[own]]
        start[own] += opening
        end[own] += opening
        at += count
    return start, end


def _one_thread() -> AbstractContextManager[object]:
    """Keep numpy to one thread: its products here are too small to share, and `jobs` takes the processors."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # comes with scikit-learn

    limited: AbstractContextManager[object] = threadpool_limits(1)
    return limited

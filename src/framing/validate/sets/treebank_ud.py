"""Syntax against the Universal Dependencies treebanks EWT and GUM.

Figures are those of the CoNLL 2018 shared task (Zeman et al. 2018): a word counts where it has the very span of a gold word,
and precision and recall are over all words, punctuation too. Subtypes of relations are looked at apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from framing.text.build import build
from framing.text.normalise import PLAIN
from framing.text.parse import Parse
from framing.text.schemes import CLASSES, RELATIONS, relation_codes
from framing.text.syntax import OWN, load, parse, parse_words
from framing.validate.conllu import Sentence, genre_of, sentences
from framing.validate.documents import of_lines, of_sentences
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import Interval, of_sums
from framing.validate.metrics import f1
from framing.validate.rows import row
from framing.validate.tuning import digest, parts

__all__ = [
    "GOLD",
    "GOLD_TOKENS",
    "INSTRUMENT",
    "METRICS",
    "OWN_SENTENCES",
    "OWN_TOKENS",
    "SPOKEN",
    "Words",
    "compared",
    "counted",
    "evaluate",
    "scores",
]

Floats = NDArray[np.float64]

GOLD = GoldSet(
    name="treebank-ud",
    construct="Syntax: who does what to whom in a sentence",
    source="Silveira et al. 2014 (EWT), Zeldes 2017 (GUM); github.com/UniversalDependencies/UD_English-EWT and UD_English-GUM; "
    "train rebuilt, dev as released, as supplied",
    licence="CC BY-SA 4.0 (EWT); by genre (GUM): news, bio, interview, voyage, textbook, speech, academic without NC terms",
    untested="News of today beyond GUM's Wikinews",
    floor="a small CNN trained for 25 minutes on one core: UAS 83-86, LAS 80-82 (as supplied)",
    published="none verified",
    known={
        "en_ewt-rebuilt-train.conllu.gz": "4f5bf82b493c2ae7563889e57a87c02e6e9ee8ccbba417a899c73ff09a4807a6",
        "en_ewt-ud-dev.conllu.gz": "531a54ff90d6ab12201c5a50c3e78e6ddac4de69abc4bce5d275d3cd29efe2b6",
        "en_gum-rebuilt-train.conllu.gz": "399286f14284719f34c231782ae63abde4f59662fd73cc28bc35205b39a41502",
        "en_gum-ud-dev.conllu.gz": "581997015a2d878ad49619032d265a9753e1b6b03d75ca18b04a00bb9ee8991d",
    },
    endings=(".conllu",),
)

INSTRUMENT = "english-syntax"

SPOKEN = frozenset({"conversation", "court", "interview", "podcast", "speech", "vlog"})
"""Genres of GUM that were spoken first; all others, and all of EWT, are written."""

OWN_TOKENS, GOLD_TOKENS, OWN_SENTENCES = "own tokens", "gold tokens", "own sentences and tokens"
"""What the parser starts from: sentences of the treebank, its words, or paragraphs put together again."""


@dataclass(frozen=True)
class Words:
    """The words of one document with their trees, ours or those of the treebank."""

    spans: Sequence[tuple[int, int]]
    heads: Sequence[int]
    """Places in `spans`; a root's is its own."""
    relations: Sequence[str]
    classes: Sequence[str]
    lemmas: Sequence[str]


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give UAS, LAS, classes and lemmas by genre, and how well the words are found that stand in a relation to a verb.

    Files that the pipeline was trained on give nothing.
    """
    for name, own in _by_document(_sentences(file)).items():
        file.documents[name] = digest(" ".join(sentence.text for sentence in own))
    if "train" in file.known_as:
        return
    for part in parts(file, INSTRUMENT):
        for given in (OWN_TOKENS, GOLD_TOKENS, OWN_SENTENCES):
            counts = {name: table for name, table in counted(file, given).items() if part.holds(name)}
            yield from _rows(file, part.split, given, counts)


def counted(file: GoldFile, given: str, model: str = OWN) -> dict[str, Floats]:
    """Give the counts of `scores` for each document of a file, parsed by the package's own pipeline or by another.

    `given` says what the parser starts from: `OWN_TOKENS`, `GOLD_TOKENS` or `OWN_SENTENCES`.
    """
    return compared(_sentences(file), given, model)


def compared(trees: Iterable[Sentence], given: str, model: str = OWN) -> dict[str, Floats]:
    """Give the counts of `scores` for each document of a treebank's sentences, as `counted` does for a file."""
    documents = _by_document(trees)
    gold = {name: _gold(own) for name, own in documents.items()}
    ours = _ours(documents, gold, given, model)
    return {name: scores(gold[name], ours[name]) for name in documents}


def _sentences(file: GoldFile) -> Iterator[Sentence]:
    return sentences(file.content.decode("utf-8", "replace"), str(file.path))


def _by_document(trees: Iterable[Sentence]) -> dict[str, list[Sentence]]:
    documents: dict[str, list[Sentence]] = {}
    for sentence in trees:
        documents.setdefault(sentence.document, []).append(sentence)
    return documents


def _gold(document: Sequence[Sentence]) -> Words:
    spans: list[tuple[int, int]] = []
    heads: list[int] = []
    _, openings = of_sentences("", [sentence.text for sentence in document])
    for sentence, opening in zip(document, openings, strict=True):
        heads += [len(spans) + head for head in sentence.heads]
        spans += [(opening + start, opening + end) for start, end in zip(sentence.starts, sentence.ends, strict=True)]
    labels = [relation for sentence in document for relation in sentence.relations]
    relations = [RELATIONS[code] for code in relation_codes(labels)]
    classes = [word_class for sentence in document for word_class in sentence.classes]
    # Lemmas of punctuation and of "’s" are typed as in the text; ours have plain marks.
    lemmas = [lemma.translate(PLAIN) for sentence in document for lemma in sentence.lemmas]
    return Words(spans, heads, relations, classes, lemmas)


# --- what the parser says ------------------------------------------------------------------------------------------------


def _ours(documents: dict[str, list[Sentence]], gold: dict[str, Words], given: str, model: str) -> dict[str, Words]:
    if given == GOLD_TOKENS:
        return {name: _of_gold_words(own, gold[name], model) for name, own in documents.items()}
    if given == OWN_SENTENCES:
        batch = build([of_lines(name, _paragraphs(own)) for name, own in documents.items()])
    else:
        batch = build(
            [of_sentences(name, [each.text for each in own])[0] for name, own in documents.items()], one_sentence=True
        )
    found = parse(batch, model)
    first = found.first[np.searchsorted(batch.sentences.document, np.arange(len(documents) + 1))].tolist()
    return {name: _slice(found, *first[at : at + 2]) for at, name in enumerate(documents)}


def _paragraphs(document: Sequence[Sentence]) -> str:
    """Put a document together again, a paragraph a line: as many characters as with a sentence a line."""
    following = [each.paragraph for each in document[1:]]
    ends = ["\n" if new else " " for new in following]
    return "".join(each.text + end for each, end in zip(document, [*ends, ""], strict=True))


def _of_gold_words(document: Sequence[Sentence], gold: Words, model: str) -> Words:
    found = parse_words([each.words for each in document], model)
    whole = _slice(found, 0, len(found))
    return replace(whole, spans=gold.spans)


def _slice(found: Parse, first: int, last: int) -> Words:
    own = slice(first, last)
    return Words(
        list(zip(found.start[own].tolist(), found.end[own].tolist(), strict=True)),
        (found.head[own] - first).tolist(),
        [RELATIONS[code] for code in found.relation[own].tolist()],
        [CLASSES[code] for code in found.word_class[own].tolist()],
        [found.lemmas[code] for code in found.lemma[own].tolist()],
    )


# --- scores --------------------------------------------------------------------------------------------------------------

METRICS = ("words", "UAS", "LAS", "LAS with subtypes", "word class", "lemma", "subject–verb", "object–verb", "passive")
BY_WORD = METRICS[:6]


def scores(gold: Words, ours: Words) -> Floats:
    """Count, for each of `METRICS`, what was found right, found, marked and hit, marked: the four sums of F1.

    Subject–verb: words with the relation nsubj or nsubj:pass and the verb that governs them; object–verb: obj. Verbs are
    what is tagged as one, on either side by its own tags. Passive: words with a passive subject or auxiliary.

    Examples:
        >>> gold = Words([(0, 2), (3, 6)], [1, 1], ["nsubj", "root"], ["PRON", "VERB"], ["he", "win"])
        >>> counts = scores(gold, replace(gold, relations=["obj", "root"]))
        >>> dict(zip(METRICS, counts[:, 0].tolist()))["LAS"], counts[METRICS.index("subject–verb")].tolist()
        (1.0, [0.0, 0.0, 0.0, 1.0])
    """
    place = {span: at for at, span in reversed(list(enumerate(gold.spans)))}
    same = [place.get(span, -1) for span in ours.spans]
    right = np.zeros((len(same), 6))
    for at, other in enumerate(same):
        if other < 0:
            continue
        root, gold_root = ours.heads[at] == at, gold.heads[other] == other
        attached = root == gold_root and (root or same[ours.heads[at]] == gold.heads[other])
        one, two = ours.relations[at], gold.relations[other]
        right[at] = (
            True,
            attached,
            attached and one.split(":")[0] == two.split(":")[0],
            attached and one == two,
            ours.classes[at] == gold.classes[other],
            ours.lemmas[at] == gold.lemmas[other],
        )
    hits = right.sum(axis=0)
    by_word = [(hit, len(ours.spans), hit, len(gold.spans)) for hit in hits.tolist()]
    return np.array([*by_word, *(_overlap(one, two) for one, two in zip(_pairs(ours), _pairs(gold), strict=True))], float)


def _overlap(ours: set[object], gold: set[object]) -> tuple[int, int, int, int]:
    both = len(ours & gold)
    return both, len(ours), both, len(gold)


def _pairs(words: Words) -> tuple[set[object], set[object], set[object]]:
    """Give subjects with their verbs, objects with theirs, and what is passive, all as spans."""
    subjects: set[object] = set()
    objects: set[object] = set()
    passives: set[object] = set()
    for at, relation in enumerate(words.relations):
        head = words.heads[at]
        verb = words.classes[head] == "VERB"
        if verb and relation in ("nsubj", "nsubj:pass"):
            subjects.add((words.spans[head], words.spans[at]))
        if verb and relation == "obj":
            objects.add((words.spans[head], words.spans[at]))
        if relation in ("nsubj:pass", "aux:pass"):
            passives.add(words.spans[head])
    return subjects, objects, passives


# --- rows ----------------------------------------------------------------------------------------------------------------


def _rows(file: GoldFile, split: str, given: str, counts: dict[str, Floats]) -> Iterator[Row]:
    """Give the figures of the written genres together, then of each genre and of the spoken ones."""
    genres = sorted({genre_of(name) for name in counts})
    written = [genre for genre in genres if genre not in SPOKEN]
    groups = {"written": written, "spoken": [genre for genre in genres if genre in SPOKEN], **{name: [name] for name in genres}}
    for group, members in groups.items():
        tables = [counts[name] for name in counts if genre_of(name) in members]
        if not tables or (group != "written" and given == OWN_SENTENCES) or (group in genres and given != OWN_TOKENS):
            continue
        main = group == "written" and given != OWN_SENTENCES
        for metric in METRICS if group in ("written", "spoken") else ("UAS", "LAS"):
            yield _row(file, split, given, group, metric, np.array(tables), main=main)


FLOORS = {"UAS": 0.86, "LAS": 0.82, "subject–verb": 0.884, "object–verb": 0.871, "passive": 0.967}
"""A small CNN trained for 25 minutes, gold tokens; the best of its figures."""


def _row(file: GoldFile, split: str, given: str, group: str, metric: str, tables: Floats, *, main: bool) -> Row:
    table = tables[:, METRICS.index(metric)]
    interval: Interval = of_sums(table, f1)
    named = metric if metric in ("UAS", "LAS", "LAS with subtypes") else f"F1 {metric}"
    floor = FLOORS.get(metric) if main and file.known_as.startswith("en_gum") else None
    return row(
        file, INSTRUMENT, "syntax", f"{named} {group}, {given}", interval, split=split, documents=len(table),
        n=int(table[:, 3].sum()), unit="words" if metric in BY_WORD else "passives" if metric == "passive" else "pairs",
        floor=floor, floor_is="a small CNN trained for 25 minutes" if floor is not None else "",
        note=load().instrument, detail=not main,
    )  # fmt: skip

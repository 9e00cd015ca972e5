"""The two label schemes, on trees built by hand."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from framing.text import syntax
from framing.text.batch import Batch
from framing.text.build import build
from framing.text.parse import Parse
from framing.text.schemes import RELATIONS
from framing.text.syntax import Pipeline

Tree = list[tuple[str, str, str, int, str]]
"""Word, lemma, class, place of the head, label."""

UD: dict[str, Tree] = {
    "passive": [
        ("The", "the", "DET", 1, "det"),
        ("deal", "deal", "NOUN", 3, "nsubj:pass"),
        ("was", "be", "AUX", 3, "aux:pass"),
        ("flagged", "flag", "VERB", 3, "ROOT"),
        ("by", "by", "ADP", 6, "case"),
        ("two", "two", "NUM", 6, "nummod"),
        ("agencies", "agency", "NOUN", 3, "obl:agent"),
        (".", ".", "PUNCT", 3, "punct"),
    ],
    "active": [
        ("Arland", "Arland", "PROPN", 1, "nsubj"),
        ("gave", "give", "VERB", 1, "ROOT"),
        ("Borduria", "Borduria", "PROPN", 1, "iobj"),
        ("shells", "shell", "NOUN", 1, "obj"),
        ("in", "in", "ADP", 5, "case"),
        ("May", "May", "PROPN", 1, "obl"),
    ],
    "copula": [
        ("Borduria", "Borduria", "PROPN", 4, "nsubj"),
        ("is", "be", "AUX", 4, "cop"),
        ("not", "not", "PART", 4, "advmod"),
        ("a", "a", "DET", 4, "det"),
        ("threat", "threat", "NOUN", 4, "ROOT"),
        ("to", "to", "ADP", 6, "case"),
        ("Arland", "Arland", "PROPN", 4, "nmod"),
    ],
    "existence": [
        ("There", "there", "PRON", 1, "expl"),
        ("is", "be", "VERB", 1, "ROOT"),
        ("anger", "anger", "NOUN", 1, "nsubj"),
    ],
    "gerund": [
        ("They", "they", "PRON", 1, "nsubj"),
        ("won", "win", "VERB", 1, "ROOT"),
        ("by", "by", "SCONJ", 3, "mark"),
        ("waiting", "wait", "VERB", 1, "advcl"),
    ],
}
CLEAR: dict[str, Tree] = {
    "passive": [
        ("The", "the", "DET", 1, "det"),
        ("deal", "deal", "NOUN", 3, "nsubjpass"),
        ("was", "be", "AUX", 3, "auxpass"),
        ("flagged", "flag", "VERB", 3, "ROOT"),
        ("by", "by", "ADP", 3, "agent"),
        ("two", "two", "NUM", 6, "nummod"),
        ("agencies", "agency", "NOUN", 4, "pobj"),
        (".", ".", "PUNCT", 3, "punct"),
    ],
    "active": [
        ("Arland", "Arland", "PROPN", 1, "nsubj"),
        ("gave", "give", "VERB", 1, "ROOT"),
        ("Borduria", "Borduria", "PROPN", 1, "dative"),
        ("shells", "shell", "NOUN", 1, "dobj"),
        ("in", "in", "ADP", 1, "prep"),
        ("May", "May", "PROPN", 4, "pobj"),
    ],
    "copula": [
        ("Borduria", "Borduria", "PROPN", 1, "nsubj"),
        ("is", "be", "AUX", 1, "ROOT"),
        ("not", "not", "PART", 1, "neg"),
        ("a", "a", "DET", 4, "det"),
        ("threat", "threat", "NOUN", 1, "attr"),
        ("to", "to", "ADP", 4, "prep"),
        ("Arland", "Arland", "PROPN", 5, "pobj"),
    ],
    "existence": [
        ("There", "there", "PRON", 1, "expl"),
        ("is", "be", "VERB", 1, "ROOT"),
        ("anger", "anger", "NOUN", 1, "attr"),
    ],
    "gerund": [
        ("They", "they", "PRON", 1, "nsubj"),
        ("won", "win", "VERB", 1, "ROOT"),
        ("by", "by", "SCONJ", 1, "prep"),
        ("waiting", "wait", "VERB", 2, "pcomp"),
    ],
}


_numbers = itertools.count()


def pipeline(trees: dict[str, Tree], scheme: str) -> Pipeline:
    """Make a pipeline that knows some sentences by heart."""
    known = {" ".join(row[0] for row in tree): tree for tree in trees.values()}

    def parsed(doc: Doc) -> Doc:
        words, lemmas, classes, heads, labels = map(list, zip(*known[doc.text.strip()], strict=True))
        spaces = [bool(token.whitespace_) for token in doc]
        return Doc(doc.vocab, words, spaces, lemmas=lemmas, pos=classes, heads=heads, deps=labels)

    nlp = spacy.blank("en")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, text.split(" "))
    name = f"by_heart_{scheme}_{next(_numbers)}"
    Language.component(name, func=parsed)
    nlp.add_pipe(name)
    return Pipeline(nlp, f"by heart, {scheme}", scheme, scheme, lemmatises=True)


def batch_of(make: Callable[..., object], trees: dict[str, Tree]) -> Batch:
    """Build a batch with a sentence a line."""
    document = make("\n".join(" ".join(row[0] for row in tree) for tree in trees.values()))
    return build([document], one_sentence=True)  # type: ignore[list-item]


@pytest.fixture
def parsed(make: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Tree], str], Parse]:
    """Parse trees by heart as labelled by a scheme."""

    def parse(trees: dict[str, Tree], scheme: str) -> Parse:
        monkeypatch.setattr(syntax, "load", lambda _: pipeline(trees, scheme))
        found = syntax.parse(batch_of(make, trees), "by heart")
        assert found.unparsed == ()
        return found

    return parse


def rows(found: Parse, sentence: int) -> list[tuple[str, int, str]]:
    """Give lemma, place of the head in the sentence, and relation of each token."""
    first, last = found.first[sentence : sentence + 2].tolist()
    return [
        (found.lemmas[found.lemma[at]], int(found.head[at]) - first, RELATIONS[found.relation[at]]) for at in range(first, last)
    ]


@pytest.mark.parametrize("sentence", list(UD))
def test_both_schemes_say_the_same(parsed: Callable[[dict[str, Tree], str], Parse], sentence: str) -> None:
    place = list(UD).index(sentence)
    assert rows(parsed(CLEAR, "clear"), place) == rows(parsed(UD, "ud"), place)


def test_relations_of_a_passive_with_agent(parsed: Callable[[dict[str, Tree], str], Parse]) -> None:
    assert rows(parsed(CLEAR, "clear"), 0) == [
        ("the", 1, "det"),
        ("deal", 3, "nsubj:pass"),
        ("be", 3, "aux:pass"),
        ("flag", 3, "root"),
        ("by", 6, "case"),
        ("two", 6, "nummod"),
        ("agency", 3, "obl:agent"),
        (".", 3, "punct"),
    ]


def test_the_instrument_names_the_pipeline(parsed: Callable[[dict[str, Tree], str], Parse]) -> None:
    assert parsed(CLEAR, "clear").instrument != parsed(UD, "ud").instrument


def test_second_noun_of_a_preposition_is_a_conjunct(parsed: Callable[[dict[str, Tree], str], Parse]) -> None:
    odd: Tree = [
        ("talks", "talk", "NOUN", 0, "ROOT"),
        ("between", "between", "ADP", 0, "prep"),
        ("Arland", "Arland", "PROPN", 1, "pobj"),
        ("Borduria", "Borduria", "PROPN", 1, "pobj"),
    ]
    assert rows(parsed({"odd": odd}, "clear"), 0)[2:] == [("Arland", 0, "nmod"), ("Borduria", 2, "conj")]


def test_preposition_without_a_noun_stays(parsed: Callable[[dict[str, Tree], str], Parse]) -> None:
    alone: Tree = [("They", "they", "PRON", 1, "nsubj"), ("went", "go", "VERB", 1, "ROOT"), ("in", "in", "ADP", 1, "prep")]
    assert rows(parsed({"alone": alone}, "clear"), 0)[2] == ("in", 1, "advmod")


def test_predicate_below_the_root_keeps_its_clause(parsed: Callable[[dict[str, Tree], str], Parse]) -> None:
    clause: Tree = [
        ("They", "they", "PRON", 1, "nsubj"),
        ("say", "say", "VERB", 1, "ROOT"),
        ("Arland", "Arland", "PROPN", 3, "nsubj"),
        ("is", "be", "AUX", 1, "ccomp"),
        ("weak", "weak", "ADJ", 3, "acomp"),
    ]
    found = parsed({"clause": clause}, "clear")
    assert rows(found, 0)[2:] == [("Arland", 4, "nsubj"), ("be", 4, "cop"), ("weak", 1, "ccomp")]
    assert np.all(found.head < len(found))

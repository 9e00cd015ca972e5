"""Trees by rule, for texts without a parser: noun phrases, verb groups, and what stands before and behind each verb.

A shallow reading after Abney (1991): closed-class words tell where phrases begin, known verbs which words are verbs. What is
not understood hangs on the root as `dep`. It is far below a parser and says so by its instrument.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import load
from framing.measures.marks import Marks
from framing.text.lemmas import lemma
from framing.text.parse import Parse
from framing.text.schemes import CLASSES, RELATIONS

if TYPE_CHECKING:
    from framing.text.batch import Batch

__all__ = ["shallow"]

Ints = NDArray[np.int32]

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_LOOSE = ("determiner", "preposition", "pronoun", "coordinator", "relative", "subordinator", "adverb")
_UPOS = dict(
    zip(_LOOSE, ("DET", "ADP", "PRON", "CCONJ", "PRON", "SCONJ", "ADV"), strict=True),
    be="AUX",
    have="AUX",
    do="AUX",
    modal="AUX",
)


@dataclass
class _Token:
    """A word, or the "n't" of one."""

    form: str
    start: int
    end: int
    word: int
    kind: str
    """Its class in the list `shallow-words`; empty for open classes."""
    capital: bool
    parted: bool
    """Whether a comma or the like stands before it."""
    owned: bool
    """Whether the word before it is a possessive."""
    upos: str = "X"
    tag: str = ""
    lemma: str = ""
    head: int = -1
    relation: str = "dep"
    aux: list[int] = field(default_factory=list)


def shallow(batch: Batch, sentences: Ints, instrument: str) -> Parse:
    """Give trees of some sentences of a batch by rule; all others have no tokens.

    Args:
        batch: from `text.build`.
        sentences: those to be read, sorted.
        instrument: what the parse is called.

    No sentences give a parse without tokens.

    Examples:
        >>> from framing.corpus.documents import Block, Document
        >>> from framing.text.build import build
        >>> text = "Norland's fleet has attacked the port of Sudria."
        >>> batch = build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])
        >>> found = shallow(batch, np.array([0], np.int32), "rules")
        >>> [(text[a:b], RELATIONS[r]) for a, b, r in zip(found.start, found.end, found.relation)][:5]
        [('Norland', 'nmod:poss'), ('fleet', 'nsubj'), ('has', 'aux'), ('attacked', 'root'), ('the', 'det')]
    """
    marks, types = Marks(batch), batch.words.types.to_pylist()
    read: list[tuple[int, list[_Token]]] = []
    for sentence in sentences.tolist():
        tokens = _tokens(batch, marks, types, sentence)
        if tokens:
            _tag(tokens)
            _attach(tokens)
            read.append((sentence, tokens))
    return _columns(batch, read, instrument)


@cache
def _kinds() -> dict[str, str]:
    return {row["entry"]: row["class"] for row in load("shallow-words").entries}


@cache
def _verbs() -> frozenset[str]:
    """Lemmas of verbs that are known: those of the lists of classes and of power, single words."""
    rows = [*load("verb-classes").entries, *load("power").entries]
    return frozenset(row["entry"] for row in rows if row["kind"] == "verb" and " " not in row["entry"])


@cache
def _verb(form: str) -> str:
    """Give the lemma of a form of a known verb; empty where it is none."""
    found = lemma(form, "VERB", "VBD")
    return found if found in _verbs() else ""


# --- words ---------------------------------------------------------------------------------------------------------------


def _tokens(batch: Batch, marks: Marks, types: list[str], sentence: int) -> list[_Token]:
    words = batch.words
    place = np.arange(batch.sentences.first_word[sentence], batch.sentences.first_word[sentence + 1])
    if not len(place):
        return []
    parted, owned = marks.gap(place), marks.possessive(place)
    owned[0] = False
    made: list[_Token] = []
    for at, gap, own in zip(place.tolist(), parted.tolist(), owned.tolist(), strict=True):
        form, start, end = types[words.type[at]], int(words.start[at]), int(words.end[at])
        split = len(form) - len("n't") if form.endswith("n't") else len(form) - len("not") if form == "cannot" else 0
        base = form[:split] if split else form
        kind = _kinds().get({"ca": "can", "wo": "will", "sha": "shall"}.get(base, base), "")
        made.append(_Token(base, start, start + split if split else end, at, kind, bool(words.capital[at]), gap, own))
        if split:
            made.append(_Token("not", start + split, end, at, "adverb", capital=False, parted=False, owned=False))
    return made


def _tag(tokens: list[_Token]) -> None:
    """Say what kind of word each is; verbs by what stands before them and by their form."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        known = token.kind if not (token.capital and token.kind in ("modal", "adverb") and at) else ""
        if known:
            token.upos, token.tag = _UPOS[known], "MD" if known == "modal" else ""
            token.lemma = {"be": "be", "have": "have", "do": "do"}.get(known, token.form)
        elif token.form == "to":
            behind = tokens[at + 1] if at + 1 < len(tokens) else None
            infinitive = behind is not None and not behind.capital and behind.kind in ("", "be", "have", "do")
            infinitive = infinitive and (behind is not None and (bool(behind.kind) or _verb(behind.form) == behind.form))
            token.upos, token.tag, token.lemma = ("PART", "TO", "to") if infinitive else ("ADP", "IN", "to")
        elif tag := _verbal(tokens, at):
            token.upos, token.tag = "VERB", tag
            token.lemma = lemma(token.form, "VERB", tag if tag != "VB" else "VBD")
        elif token.form[:1].isdigit():
            token.upos, token.lemma = "NUM", token.form
        elif token.form.endswith("ly") and not token.capital:
            token.upos, token.lemma = "ADV", token.form
        else:
            token.upos = "PROPN" if token.capital and before is not None else "NOUN"
            token.lemma = lemma(token.form, "NOUN", "NNS") if token.form.endswith("s") else token.form
    for token in tokens:  # forms of have and do that no verb follows are verbs themselves
        token.lemma = token.lemma or token.form


def _verbal(tokens: list[_Token], at: int) -> str:
    """Give the Penn tag of a verb, "" of what is none."""
    token = tokens[at]
    before = _without_adverbs(tokens, at)
    known = _verb(token.form)
    if before is not None and not token.parted:
        if before.kind in ("modal", "do") or before.tag == "TO":
            return "VB" if known == token.form else ""
        if before.kind == "have":
            return "VBN" if known or token.form.endswith("ed") else ""
        if before.kind == "be":
            return _after_be(token, known)
    if token.capital or not known:
        return ""
    return _finite(tokens, at, known)


def _after_be(token: _Token, known: str) -> str:
    if token.form.endswith("ing"):
        return "VBG" if known else ""
    return "VBN" if (known and known != token.form) or token.form.endswith("ed") else ""


def _finite(tokens: list[_Token], at: int, known: str) -> str:
    """Tell a verb without an auxiliary from the noun or adjective of the same form."""
    token, before = tokens[at], tokens[at - 1] if at else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    opens = behind is None or behind.parted or behind.capital or behind.kind in (*_LOOSE, "be") or behind.form == "to"
    if before is not None and (before.kind in ("determiner",) or token.owned) and not token.parted:
        return ""
    if token.form.endswith("ing"):
        led = before is None or token.parted or before.kind in ("preposition", "coordinator", "subordinator")
        return "VBG" if led and behind is not None and opens else ""
    subject = before is not None and (
        (before.upos in _NOMINAL and (before.upos != "NUM"))
        or before.kind in ("relative", "coordinator", "pronoun", "adverb")
        or before.upos == "ADV"
        or before.form == "that"
        or token.parted
    )
    if not subject:
        return ""
    if token.form.endswith("ed") or (known != token.form and not token.form.endswith("s")):
        return "VBN" if behind is not None and behind.form == "by" else "VBD"
    if not opens or before is None or behind is None:
        return ""
    object_next = not behind.parted and (behind.capital or behind.kind in _BEFORE_OBJECTS or behind.form == "to")
    plural = before.form.endswith("s") or before.kind in ("pronoun", "relative")
    if known != token.form:
        return "VBZ" if (not plural or before.kind or before.capital) and (object_next or before.capital) else ""
    if before.kind == "coordinator":
        return "VB" if object_next and any(each.upos == "VERB" for each in tokens[:at]) else ""
    joined = before.capital and at > 1 and tokens[at - 2].form == "and"
    return "VBP" if joined or (plural and not before.capital) else ""


_BEFORE_OBJECTS = ("determiner", "pronoun", "subordinator", "adverb")
"""What stands behind a verb rather than behind a noun of its form."""


def _without_adverbs(tokens: list[_Token], at: int) -> _Token | None:
    """Give the word before, adverbs passed over ("has not yet signed")."""
    at -= 1
    while at >= 0 and tokens[at].upos == "ADV" and not tokens[at + 1].parted:
        at -= 1
    return tokens[at] if at >= 0 else None


# --- phrases -------------------------------------------------------------------------------------------------------------


@dataclass
class _Phrase:
    """A noun phrase: its head, its first word, and the preposition before it, −1 where it has none."""

    head: int
    first: int
    case: int


def _attach(tokens: list[_Token]) -> None:
    """Hang every word on another: phrases first, then verbs with their auxiliaries, then what is about the verbs."""
    phrases = _phrases(tokens)
    verbs = [at for at, token in enumerate(tokens) if token.upos == "VERB"]
    for at in verbs:
        _group(tokens, at)
    before: int | None = None
    for at in verbs:
        _subject(tokens, phrases, at, before)
        before = at
    of_verb = np.searchsorted(verbs, [phrase.head for phrase in phrases], side="right") - 1
    last: dict[int, bool] = {}
    for number, (phrase, verb) in enumerate(zip(phrases, of_verb.tolist(), strict=True)):
        if tokens[phrase.head].relation == "dep" and tokens[phrase.head].head < 0:
            _complement(tokens, phrases, number, verbs[verb] if verb >= 0 else -1, last)
    able = [*verbs, *(phrase.head for phrase in phrases), 0]
    root = next((at for at in able if tokens[at].head < 0), able[0])
    tokens[root].head = root
    for token in tokens:
        if token.head < 0:
            token.head = root
    _acyclic(tokens, root)


def _acyclic(tokens: list[_Token], root: int) -> None:
    """Hang on the root whatever does not lead there."""
    for at, token in enumerate(tokens):
        seen, here = {at}, token.head
        while here != root and here not in seen:
            seen.add(here)
            here = tokens[here].head
        if here != root and at != root:
            token.head, token.relation = root, "dep"
    tokens[root].relation = "root"


_IN_PHRASE = ("DET", "NOUN", "PROPN", "PRON", "NUM")


def _phrases(tokens: list[_Token]) -> list[_Phrase]:
    """Find noun phrases, from left to right; what stands before a head hangs on it, possessors on what they own."""
    found: list[_Phrase] = []
    at = 0
    while at < len(tokens):
        end = _phrase_end(tokens, at)
        if end == at:
            at += 1
            continue
        cuts = [at, *(place for place in range(at + 1, end) if tokens[place].owned), end]
        for first, last in pairwise(cuts):
            for place in range(first, last - 1):
                within = {"DET": "det", "NUM": "nummod"}.get(tokens[place].upos, "compound")
                tokens[place].head, tokens[place].relation = last - 1, within
        for first, last in pairwise(cuts[1:]):
            tokens[first - 1].head, tokens[first - 1].relation = last - 1, "nmod:poss"
        case = at - 1 if at and tokens[at - 1].upos == "ADP" else -1
        if case >= 0:
            tokens[case].head, tokens[case].relation = end - 1, "case"
        found.append(_Phrase(end - 1, at, case))
        at = end
    return found


def _phrase_end(tokens: list[_Token], at: int) -> int:
    """Give the place after a noun phrase that begins here; the place itself where none does."""
    end, noun = at, False
    while end < len(tokens) and tokens[end].upos in _IN_PHRASE and tokens[end].kind != "relative":
        token = tokens[end]
        if end > at and (
            token.parted or token.upos == "PRON" or (token.upos == "DET" and noun) or tokens[end - 1].upos == "PRON"
        ):
            break
        noun |= token.upos != "DET"
        end += 1
    return end if noun else at


def _group(tokens: list[_Token], verb: int) -> None:
    """Hang auxiliaries, "to", "not" and adverbs on the verb behind them."""
    at = verb - 1
    passive = tokens[verb].tag == "VBN"
    while at >= 0 and not tokens[at + 1].parted and tokens[at].upos in ("AUX", "ADV", "PART"):
        token = tokens[at]
        token.head = verb
        token.relation = {"ADV": "advmod", "PART": "mark"}.get(token.upos, "aux")
        if token.kind == "be" and passive:
            token.relation, passive = "aux:pass", False
        if token.kind in ("be", "have", "do"):
            token.tag = "VBD" if token.form in ("was", "were", "had", "did") else "VBZ"
        at -= 1
    tokens[verb].aux = list(range(at + 1, verb))


def _subject(tokens: list[_Token], phrases: list[_Phrase], verb: int, before: int | None) -> None:
    """Find what a verb is about: the noun phrase before it, or, where none is, the verb that it goes on from."""
    first = min([verb, *tokens[verb].aux])
    token, opener = tokens[verb], tokens[first - 1] if first else None
    own = [phrase for phrase in phrases if phrase.head < first and (before is None or phrase.first > before)]
    infinitive = any(tokens[place].upos == "PART" for place in token.aux)
    bare = token.tag == "VBG" and not any(tokens[place].kind == "be" for place in token.aux)
    if opener is not None and opener.kind in ("relative", "subordinator") and opener.form in ("who", "which", "that") and own:
        opener.head, opener.relation = verb, "nsubj:pass" if _passive(tokens, verb) else "nsubj"
        token.head, token.relation = _outermost(own, tokens).head, "acl:relcl"
    elif infinitive or bare:
        near = own[-1].head if own and before is None else before
        if near is not None:
            token.head, token.relation = near, "xcomp" if infinitive and tokens[near].upos == "VERB" else "advcl"
        if opener is not None and opener.upos == "ADP" and bare:
            opener.head, opener.relation = verb, "mark"
    elif tokens[first].parted and before is not None and tokens[before].relation == "acl:relcl":
        antecedent = tokens[tokens[before].head]
        if antecedent.head < 0:
            antecedent.head, antecedent.relation = verb, "nsubj:pass" if _passive(tokens, verb) else "nsubj"
    elif opener is not None and opener.upos == "CCONJ" and before is not None:
        token.head, token.relation = before, "conj"
        opener.head, opener.relation = verb, "cc"
    elif own:
        _about(tokens, own, verb, before)


def _about(tokens: list[_Token], own: list[_Phrase], verb: int, before: int | None) -> None:
    token = tokens[verb]
    if token.tag == "VBN" and not token.aux:
        token.head, token.relation = own[-1].head, "acl"
        return
    subject = _outermost(own, tokens)
    if subject.case < 0:
        chosen = tokens[subject.head]
        chosen.head, chosen.relation = verb, "nsubj:pass" if _passive(tokens, verb) else "nsubj"
        if before is not None:
            marked = tokens[subject.first - 1] if subject.first else None
            token.head, token.relation = before, "ccomp" if marked is None or marked.form in ("that", "said") else "advcl"
            if marked is not None and marked.kind == "subordinator":
                marked.head, marked.relation = verb, "mark"


def _passive(tokens: list[_Token], verb: int) -> bool:
    return any(tokens[place].relation == "aux:pass" for place in tokens[verb].aux)


def _outermost(own: list[_Phrase], tokens: list[_Token]) -> _Phrase:
    """Give the phrase that those right before a verb belong to: "the fleet of Norland" is about the fleet.

    Of phrases that "and" joins the first; its fellows hang on it. A comma ends the search.
    """
    at = len(own) - 1
    while at > 0:
        phrase = own[at]
        joined = tokens[phrase.first - 1] if phrase.first else None
        if phrase.case >= 0 and phrase.case - 1 == own[at - 1].head and not tokens[phrase.case].parted:
            tokens[phrase.head].head, tokens[phrase.head].relation = own[at - 1].head, "nmod"
        elif joined is not None and joined.form == "and" and phrase.first - 2 == own[at - 1].head and phrase.case < 0:
            tokens[phrase.head].head, tokens[phrase.head].relation = own[at - 1].head, "conj"
            joined.head, joined.relation = phrase.head, "cc"
        else:
            break
        at -= 1
    return own[at]


def _complement(tokens: list[_Token], phrases: list[_Phrase], number: int, verb: int, taken: dict[int, bool]) -> None:
    """Hang a phrase on the verb or noun before it: as object, agent, or by its preposition."""
    phrase = phrases[number]
    token, previous = tokens[phrase.head], phrases[number - 1] if number else None
    next_to = previous is not None and previous.head > verb and not tokens[phrase.first].parted
    joined = tokens[phrase.first - 1] if phrase.first else None
    if phrase.case >= 0:
        by = tokens[phrase.case].form
        if verb >= 0 and by == "by" and tokens[verb].tag == "VBN":
            token.head, token.relation = verb, "obl:agent"
        elif previous is not None and next_to and phrase.case - 1 == previous.head and by in _OF_NOUNS:
            token.head, token.relation = previous.head, "nmod"
        elif verb >= 0:
            token.head, token.relation = verb, "obl"
        elif previous is not None:
            token.head, token.relation = previous.head, "nmod"
    elif (
        previous is not None and next_to and joined is not None and joined.upos == "CCONJ" and phrase.first - 2 == previous.head
    ):
        token.head, token.relation = previous.head, "conj"
        joined.head, joined.relation = phrase.head, "cc"
    elif verb >= 0 and phrase.first - 1 == verb and not taken.get(verb) and not _passive(tokens, verb):
        token.head, token.relation = verb, "obj"
        taken[verb] = True


_OF_NOUNS = ("of", "to", "against", "between", "with", "on", "for")
"""Prepositions that hang on the noun right before them."""


# --- columns -------------------------------------------------------------------------------------------------------------


def _columns(batch: Batch, read: list[tuple[int, list[_Token]]], instrument: str) -> Parse:
    """Put sentences together as a parse."""
    every = [token for _, tokens in read for token in tokens]
    sizes = np.array([len(tokens) for _, tokens in read], np.int64)
    opening = np.repeat(np.cumsum(sizes) - sizes, sizes)
    sentence = np.repeat(np.array([number for number, _ in read], np.int32), sizes).astype(np.int32)

    def ints(values: list[int]) -> Ints:
        return np.array(values, np.int32)

    lemmas, tags = list(dict.fromkeys(t.lemma for t in every)), list(dict.fromkeys(t.tag for t in every))
    of_lemma, of_tag = ({name: at for at, name in enumerate(names)} for names in (lemmas, tags))
    return Parse(
        instrument=instrument,
        start=ints([token.start for token in every]),
        end=ints([token.end for token in every]),
        sentence=sentence,
        head=(ints([token.head for token in every]) + opening).astype(np.int32),
        relation=np.array([RELATIONS.index(token.relation) for token in every], np.uint8),
        word_class=np.array([CLASSES.index(token.upos) for token in every], np.uint8),
        word=ints([token.word for token in every]),
        lemma=ints([of_lemma[token.lemma] for token in every]),
        lemmas=lemmas,
        tag=ints([of_tag[token.tag] for token in every]),
        tags=tags,
        features=np.zeros(len(every), np.int32),
        feature_sets=("",),
        first=np.searchsorted(sentence, np.arange(len(batch.sentences) + 1)).astype(np.int32),
        unparsed=(),
    )

"""Trees mended where grammar says that the parser hung a word wrongly: coordination of likes, one tense, names in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.measures.dependencies import Trees

__all__ = ["mend"]

_TODAY = frozenset({"today", "yesterday", "tomorrow", "tonight"})
_OF_PURPOSE = frozenset({"aim", "design", "intend", "mean"})
"""Participles that are said of things: behind a comma they belong to the noun before it."""
_WITHOUT_TO = frozenset({"help", "let", "make", "have", "see", "watch", "hear"})
_CLAUSES = frozenset({"advcl", "acl", "ccomp", "xcomp", "parataxis"})
_OWN = ("nsubj", "nsubj:pass", "aux", "aux:pass", "cop")
_PLACED = ("obl", "obj", "nmod")


def mend(trees: Trees) -> None:
    """Hang words of some trees elsewhere; each rule looks at one word, and most words stay."""
    rules = {
        "conj": _coordinated,
        "flat": _flat,
        "nsubj": _subject,
        "obj": _owner,
        "obl": _means,
        "xcomp": _complement,
        "acl": _taking_time,
        "csubj": _taking_time,
        "advcl": _adverbial,
    }
    for token, relation in enumerate(list(trees.relation)):
        if relation in rules:
            rules[relation](trees, token)
        if relation in _CLAUSES:
            _name(trees, token)


def _coordinated(trees: Trees, token: int) -> None:
    head = trees.head[token]
    if trees.word_class[token] == "VERB":
        if trees.first(token, *_OWN) is None and trees.word_class[head] in ("VERB", "ADJ"):
            _verb_of_one_form(trees, token, head)
    elif trees.word_class[token] == "NOUN" and trees.word_class[head] == "VERB" and trees.first(token, *_OWN, "case") is None:
        _noun_beside_noun(trees, token, head)
    elif trees.word_class[token] == "PROPN" and trees.word_class[head] == "NOUN":
        _named_list(trees, token, head)


def _noun_beside_noun(trees: Trees, token: int, head: int) -> None:
    """Coordinate a noun with the one right before it: "grapple with the storm and the need", no comma between."""
    between = [child for child in trees.below[head] if head < child < token and trees.relation[child] not in ("punct", "cc")]
    noun = between[-1] if between else head
    near = not any(trees.word_class[each] == "VERB" or trees.lemma[each] in (",", ":", ";") for each in range(noun, token))
    joined = any(trees.lemma[child] in ("and", "or") for child in trees.under(token, "cc"))
    if near and joined and trees.relation[noun] in ("obl", "obj") and trees.word_class[noun] in ("NOUN", "PROPN"):
        trees.move(token, noun, "conj")


def _verb_of_one_form(trees: Trees, token: int, head: int) -> None:
    """Coordinate verbs of one form: "said it keeps forces, and added"; "press him into lifting bans and striking deals"."""
    above = trees.head[head]
    if trees.tag[token] == "VBD" and trees.relation[head] == "ccomp" and trees.tag[above] == "VBD" and above < head:
        present = trees.tag[head] in ("VBZ", "VBP") and trees.first(head, "aux") is None
        modal = any(trees.tag[child] == "MD" for child in trees.under(head, "aux"))
        if (present or modal) and trees.first(above, "aux", "aux:pass") is None:
            trees.move(token, above, "conj")
    elif trees.tag[token] == "VBG" and trees.tag[head] == "VB":
        gerunds = [child for child in trees.under(head, "advcl") if head < child < token and trees.tag[child] == "VBG"]
        if gerunds and trees.marker(gerunds[-1]):
            trees.move(token, gerunds[-1], "conj")


def _named_list(trees: Trees, token: int, head: int) -> None:
    """Hang names in a list on the first of them: "the ministers of Arland, Borduria and Norland"."""
    for child in trees.under(head, "nmod"):
        listed = child < token and trees.word_class[child] == "PROPN" and "of" in trees.prepositions(child)
        within = [each for each in range(child + 1, token) if trees.head[each] == head and trees.relation[each] != "punct"]
        if listed and trees.tag[head] == "NNS" and trees.lemma[child + 1] == "," and not within:
            trees.move(token, child, "conj")
            return


def _flat(trees: Trees, token: int) -> None:
    """Take "today" out of a name, "Mira Vell today received", and a second name: "Mira Vell and minister Tor Tann"."""
    titles = [_leftmost(trees, child) for child in trees.under(token, "nmod:desc")]
    if trees.first(token, "cc") is not None or any(title and trees.relation[title - 1] == "cc" for title in titles):
        trees.move(token, trees.head[token], "conj")
    if trees.lemma[token] in _TODAY and trees.word_class[token] == "NOUN":
        trees.move(token, trees.head[trees.head[token]], "obl:unmarked")


def _leftmost(trees: Trees, token: int) -> int:
    """Give the first word of what hangs on a word."""
    return min([token, *(_leftmost(trees, child) for child in trees.below[token] if child < token)])


def _owner(trees: Trees, token: int) -> None:
    """Make an owner of a name whose 's hangs on its last part: "mocked Mira Vell's claims", read as two objects."""
    owns = any(trees.tag[child] == "POS" for part in trees.under(token, "flat") for child in trees.under(part, "case"))
    later = [child for child in trees.under(trees.head[token], "obj") if child > token]
    if owns and later:
        trees.move(token, later[0], "nmod:poss")


def _means(trees: Trees, token: int) -> None:
    """Make a clause of a gerund behind a preposition that was read as a noun: "by building ports"."""
    if trees.tag[token] == "VBG" and trees.word_class[token] == "VERB" and trees.first(token, "mark", "case") is not None:
        trees.relation[token] = "advcl"


def _subject(trees: Trees, token: int) -> None:
    _last_of_list(trees, token)
    _behind_verb(trees, token)


def _last_of_list(trees: Trees, token: int) -> None:
    """Hang the last of several on the first: "countries like Arland, Borduria, and Norland would", read as two subjects."""
    verb, start = trees.head[token], _leftmost(trees, token)
    start += trees.relation[start] == "cc" and trees.head[start] == token
    joined = start > 1 and trees.relation[start - 1] == "cc" and trees.head[start - 1] in (verb, token)
    before = start - 2 - (joined and trees.lemma[start - 2] == ",")
    if not joined or before < 0 or trees.word_class[before] != "PROPN" or trees.word_class[token] != "PROPN":
        return
    while trees.relation[before] in ("conj", "flat", "compound"):
        before = trees.head[before]
    two = any(child < token for child in trees.under(verb, "nsubj"))  # else a second clause begins here
    if two and trees.relation[before] in _PLACED:
        trees.move(token, before, "conj")


def _behind_verb(trees: Trees, token: int) -> None:
    """Make the object of what stands behind its verb: "the pact allows Arland to", beside a subject or under a participle."""
    verb = trees.head[token]
    infinitive = trees.first(verb, "xcomp")
    if token < verb or trees.verbal(token) or trees.first(verb, "obj", "expl") is not None:
        return
    before = any(child < verb for child in trees.under(verb, "nsubj"))
    if infinitive is not None and infinitive > token and (before or trees.tag[verb] == "VBG"):
        trees.relation[token] = "obj"


def _raised(trees: Trees, token: int) -> None:
    """Give back to the infinitive's verb what stands between: "allowing [Arland to respond]", read as one clause."""
    subject, verb, opening = trees.first(token, "nsubj"), trees.head[token], trees.opening(token)
    if opening is None and trees.lemma[verb] in _WITHOUT_TO and trees.first(token, "aux") is None:
        opening = token  # "helped [Arland rebuild]"
    if subject is None or opening is None or not verb < subject < opening:
        return
    with_for = any(trees.lemma[child] == "for" for child in trees.under(token, "mark"))
    if trees.lemma[verb] in trees.words.object_control and trees.first(verb, "obj", "iobj") is None and not with_for:
        trees.move(subject, verb, "obj")


def _name(trees: Trees, token: int) -> None:
    """Join a last name that was read as a clause to the first: "met Tor Vell in spring"."""
    before = token - 1
    if (
        trees.word_class[token] == trees.word_class[before] == "PROPN"
        and trees.head[before] == trees.head[token]
        and trees.relation[before] in (*_PLACED, "nsubj")
        and trees.first(token, "nsubj", "cop", "mark", "case") is None
    ):
        trees.move(token, before, "flat")


def _complement(trees: Trees, token: int) -> None:
    _taking_time(trees, token)
    _raised(trees, token)
    head = trees.head[token]
    if trees.lemma[head] == "have" and trees.tag[token] == "VBG" and trees.first(head, "obj") is None:
        _attribute(trees, token, head)  # "has growing influence"
    elif trees.to_marked(token):
        for noun in trees.under(head, "ccomp"):
            first = any(trees.lemma[child] in trees.words.ordinal for child in trees.under(noun, "amod", "nummod"))
            if noun < token and first and trees.word_class[noun] == "NOUN":
                trees.move(token, noun, "acl")  # "that Arland is the first state to receive"
                return


def _attribute(trees: Trees, token: int, head: int) -> None:
    noun = trees.first(token, "obj")
    if noun is not None and trees.first(noun, "det", "nmod:poss") is None:
        trees.move(noun, head, "obj")
        trees.move(token, noun, "amod")


def _taking_time(trees: Trees, token: int) -> None:
    """Say who does it in "it took Vell two days to": nobody takes anything."""
    above = trees.head[token]
    took = trees.head[above] if trees.relation[above] == "obj" else above
    subject, whom, hours = (trees.first(took, *names) for names in (("nsubj", "expl"), ("iobj",), ("obj",)))
    if hours is None or subject is None or trees.lemma[took] != "take" or trees.lemma[subject] != "it":
        return
    if trees.to_marked(token) and token > hours and trees.lemma[hours] in trees.words.time_or_manner:
        trees.relation[subject] = "expl"
        trees.relation[hours] = "obl:unmarked"
        trees.move(token, took, "csubj")
        if whom is not None:
            trees.move(whom, token, "nsubj")


def _of_whole(trees: Trees, token: int) -> None:
    """Hang what the whole leads to on the whole: "helped Arland build ships, frightening Borduria" is the helper's doing."""
    head = trees.head[token]
    bare = trees.tag[token] == "VBG" and trees.first(token, *_OWN, "mark") is None
    if not bare or trees.relation[head] not in ("xcomp", "ccomp") or token < head or not _after_comma(trees, token):
        return
    above = trees.head[head]
    if trees.lemma[above] in trees.words.object_control and trees.first(above, "obj") is not None:
        trees.move(token, above, "advcl")


def _after_comma(trees: Trees, token: int) -> bool:
    """Whether a comma stands before a participle, or before an adverb before it."""
    before = token - 1
    while before > 0 and trees.word_class[before] == "ADV":
        before -= 1
    return before > 0 and trees.lemma[before] == ","


def _adverbial(trees: Trees, token: int) -> None:
    """Make "coming" of "in coming days" an attribute; hang ", aimed at" on the noun before it."""
    _taking_time(trees, token)
    _of_whole(trees, token)
    head, before = trees.head[token], token - 2
    noun = trees.first(token, "obj")
    if trees.lemma[token] == "come" and trees.tag[token] == "VBG" and noun == token + 1:
        trees.move(noun, head, "obl")
        trees.move(token, noun, "amod")
    elif trees.tag[token] == "VBN" and trees.lemma[token] in _OF_PURPOSE and before > head:
        bare = trees.first(token, *_OWN, "mark") is None
        if bare and trees.lemma[token - 1] == "," and trees.word_class[before] == "NOUN":
            trees.move(token, before, "acl")

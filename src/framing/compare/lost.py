"""Attribution lost: what one article gives to a source, another on the same event states in its own words.

A claim is the content of one cue of reported speech, not a sentence. It is lost where the other article has a sentence of its
own, without cue, quotation mark or hedge, that says the same: much of the claim stands in it, and much of it in the claim,
words weighed by how rare they are; not names alone; both negated or neither; no other figures.
What is said by the way (between dashes, ", which …") is no claim. A paraphrase in other words is missed. Quotations are left
out: where their very words come back, it is a quotation gone unmarked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from framing.compare.similarity import WORD
from framing.tables import MODES, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.compare.align import Passages

__all__ = ["ASSERTED", "BACK", "Claim", "attributions_lost", "claims", "statements"]

BACK = 0.4
"""Share of the claim's words that the statement must hold, and of the statement's words that the claim must hold, by weight;
chosen on judged pairs, precision read off others (docs/methods/alignment.md)."""

ORDINARY = 0.25
"""The same of words that are no names: two sentences that name the same people need not say the same of them."""

ORDINARY_LETTERS = 4
"""Shorter ones are articles, prepositions and the like."""

FEWEST_CONTENT = 5
"""Words: a shorter claim ("that he would") says nothing that could come back."""

MOST_ATTRIBUTED = 0.1
"""Share of a statement's words that may be attributed: the tagger's edges are not sharp."""

_ASSERTED = """
    say says said saying tell tells told telling state stated states statement claim claims claimed claiming argue
    argues argued arguing note notes noted noting acknowledge acknowledges acknowledged report reports reported
    reporting according add adds added adding assert asserts asserted allege alleges alleged maintain maintains
    maintained contend contends contended insist insists insisted confirm confirms confirmed explain explains
    explained warn warns warned write writes wrote conclude concludes concluded estimate estimates estimated testify
    testifies testified admit admits admitted concede concedes conceded disclose discloses disclosed reveal reveals
    revealed
"""

ASSERTED = frozenset(_ASSERTED.split())
"""Cues that give a claim to somebody as true or false. Not: calls, demands, references ("citing"), which assert nothing."""

NEGATIONS = frozenset(["not", "no", "never", "none", "neither", "nor", "without", "cannot"])

_WORD = re.compile(WORD)
_FIGURE = re.compile(r"\d[\d,.]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = re.compile('["“”«»]')
_SPEAKER = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|us|[Oo]urs?)\b(?!\.)")
"""Who speaks of himself is no article: a quotation without marks, a letter, a message. Not: "I. Ivanov", "US"."""

_PER = re.compile(r"\bper (?:the |a )?[A-Z]")
"""A source that the instruments of attribution overlook: "per the Audit Office"."""

_ASIDE = re.compile(r"(?:—|--|\s–\s|\s-\s).*?(?:—|--|\s–\s|\s-\s|$)|\([^)]*\)|,\s+(?:which|who|whose|whom|where)\b[^,;]*")
"""What stands between dashes or brackets, or in a relative clause behind a comma: said by the way, often not by the source."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one cue attributes: its passage (by place), the cue's mode and entry, and the content's words."""

    passage: int
    mode: str
    entry: str
    text: str

    @property
    def words(self) -> list[str]:
        """The content's words in lower case."""
        return _words(self.text)


def attributions_lost(
    found: Passages,
    evidence: pd.DataFrame,
    links: pd.DataFrame,
    texts: Mapping[str, str],
    instrument: str,
    events: Mapping[str, Sequence[str]],
    *,
    back: float = BACK,
    asserted: frozenset[str] | None = ASSERTED,
) -> pd.DataFrame:
    """List the claims that one article attributes and another of the same event states as fact: the table `lost`.

    Args:
        found: passages of all documents.
        evidence: the table `evidence`; layers attribution, content and hedge are read.
        links: the table `links`, which ties cues to contents.
        texts: canonical texts by document.
        instrument: what finds attributions; one that finds no contents yields no rows.
        events: documents of each event.
        back: least share of words that come back, both ways.
        asserted: entries of cues that count; None takes all, hopes and plans too (to judge what the list leaves out).

    Returns:
        For each claim and each other article the statement that holds most of it, if any; the first of equals.
    """
    import pandas as pd

    told = _by_document(claims(found, evidence, links, texts, instrument), found)
    own = {place: found.texts[place] for place in statements(found, evidence, texts, instrument)}
    rarity = _rarity(found.texts)
    rows = []
    for event in sorted(events):
        for document in events[event]:
            others = [each for each in events[event] if each != document and each in found.of]
            for claim in told.get(document, []):
                if asserted is not None and (claim.entry not in asserted or claim.mode != "indirect"):
                    continue
                for other in others:
                    best = _best(claim, {p: own[p] for p in found.of[other].tolist() if p in own}, rarity, back)
                    if best is not None:
                        rows.append(
                            {"event": event, "mode": claim.mode, **_placed(found, claim.passage, best[2]), **_shares(best)}
                        )
    if not rows:
        return empty("lost")
    table = pd.DataFrame(rows).assign(instrument=instrument)
    table = table.sort_values(["document", "start", "other", "returned"], ascending=[True, True, True, False])
    return check(table.drop_duplicates(["document", "start", "other", "other_start"]).reset_index(drop=True), "lost")


def claims(
    found: Passages, evidence: pd.DataFrame, links: pd.DataFrame, texts: Mapping[str, str], instrument: str
) -> Iterator[Claim]:
    """Go through the cues of the passages with the words of their contents, those too short left out."""
    own = evidence[(evidence["instrument"] == instrument) & evidence["layer"].isin(["attribution", "content"])]
    columns = ["id", "document", "sentence", "start", "end", "layer", "label", "entry"]
    held = {row[0]: row for row in own[columns].itertuples(index=False, name=None)}
    place = {key: at for at, key in enumerate(zip(found.rows["document"], found.rows["sentence"], strict=True))}
    contents: dict[int, list[str]] = defaultdict(list)
    for source, target in zip(links["source"], links["target"], strict=True):
        if source in held and target in held and held[source][5] == "attribution" and held[target][5] == "content":
            document, start, end = (held[target][at] for at in (1, 3, 4))
            if document in texts:
                contents[source].append(texts[document][start:end])
    for cue, pieces in contents.items():
        _, document, sentence, _, _, _, mode, entry = held[cue]
        text = claimed(" ".join(pieces))
        if (document, sentence) in place and len(_words(text)) >= FEWEST_CONTENT:
            yield Claim(place[document, sentence], mode, entry, text)


def claimed(content: str) -> str:
    """Give the words of a content without what is said by the way: between dashes, in brackets, behind ", which".

    Examples:
        >>> claimed("the ferry, which sank in May, was old (1903) and unsafe")
        'the ferry, was old and unsafe'
    """
    return " ".join(_ASIDE.sub(" ", content).replace(" ,", ",").split())


def statements(found: Passages, evidence: pd.DataFrame, texts: Mapping[str, str], instrument: str) -> list[int]:
    """Give the passages that state in the article's own words.

    No cue, hedge or quotation mark, none amidst a quotation; no question, and nobody speaking of himself.
    """
    rows = found.rows
    barred = evidence[
        ((evidence["instrument"] == instrument) & (evidence["layer"] == "attribution")) | (evidence["layer"] == "hedge")
    ]
    taken = set(zip(barred["document"], barred["sentence"], strict=True))
    given = rows[list(MODES)].sum(axis=1).to_numpy() <= MOST_ATTRIBUTED * rows["words"].to_numpy()
    plain = given & (rows["voice"] == "outlet").to_numpy() & (rows["quoted"] == 0).to_numpy()
    amidst = _amidst_quotation(found, texts)
    keys = list(zip(rows["document"], rows["sentence"], strict=True))
    return [
        at
        for at, (document, sentence) in enumerate(keys)
        if plain[at] and not amidst[at] and (document, sentence) not in taken and _states(found.texts[at])
    ]


def _states(text: str) -> bool:
    """Tell a sentence that an article may state from a question, and from words that somebody speaks or writes."""
    return not (_MARKS.search(text) or _SPEAKER.search(text) or _PER.search(text) or text.rstrip().endswith("?"))


def _amidst_quotation(found: Passages, texts: Mapping[str, str]) -> list[bool]:
    """Tell passages beside a quoted sentence of the same paragraph, or one of somebody who speaks of himself.

    The quotation, or the speech, may go on there unmarked.
    """
    rows = found.rows
    spoken = [bool(_SPEAKER.search(text)) for text in found.texts]
    document, start, end, voice = (rows[name].tolist() for name in ("document", "start", "end", "voice"))

    def quoted(one: int, other: int) -> bool:
        if not 0 <= one < other < len(rows) or document[one] != document[other]:
            return False
        beside = "\n" not in texts[document[one]][end[one] : start[other]]
        return beside and ("direct" in (voice[one], voice[other]) or spoken[one] or spoken[other])

    return [quoted(at - 1, at) or quoted(at, at + 1) for at in range(len(rows))]


def _by_document(told: Iterator[Claim], found: Passages) -> dict[str, list[Claim]]:
    out: dict[str, list[Claim]] = defaultdict(list)
    names = found.rows["document"].tolist()
    for claim in told:
        out[names[claim.passage]].append(claim)
    return out


def _best(claim: Claim, own: Mapping[int, str], rarity: Mapping[str, float], least: float) -> tuple[float, float, int] | None:
    """Give the shares and place of the statement that the claim most comes back in, by the smaller of the two shares."""
    best = None
    for place, statement in own.items():
        returned, held = _shares_of(claim.text, statement, rarity, ordinary=False)
        if min(returned, held) < least or (best is not None and min(returned, held) <= min(best[:2])):
            continue
        if min(_shares_of(claim.text, statement, rarity, ordinary=True)) >= ORDINARY and _agree(claim.text, statement):
            best = (returned, held, place)
    return best


def _shares_of(claim: str, statement: str, rarity: Mapping[str, float], *, ordinary: bool) -> tuple[float, float]:
    one, other = (_words(text, ordinary=ordinary) for text in (claim, statement))
    return _share(one, set(other), rarity), _share(other, set(one), rarity)


def _agree(claim: str, statement: str) -> bool:
    """Whether both are negated or neither, and, where both have figures that are no years, they share one."""
    negated = [any(word in NEGATIONS or word.endswith("n't") for word in _words(text)) for text in (claim, statement)]
    figures = [{f.rstrip(".,") for f in _FIGURE.findall(text)} for text in (claim, statement)]
    told = [{f for f in each if not _YEAR.fullmatch(f)} for each in figures]
    return negated[0] == negated[1] and (not all(told) or bool(told[0] & told[1]))


def _placed(found: Passages, passage: int, statement: int) -> dict[str, object]:
    one, other = found.rows.iloc[passage], found.rows.iloc[statement]
    own = {"document": one["document"], "start": one["start"], "end": one["end"]}
    return {**own, "other": other["document"], "other_start": other["start"], "other_end": other["end"]}


def _shares(best: tuple[float, float, int]) -> dict[str, float]:
    return {"returned": round(best[0], 4), "held": round(best[1], 4)}


@lru_cache(maxsize=20_000)
def _words(text: str, *, ordinary: bool = False) -> list[str]:
    """Give the words in lower case; `ordinary`: without names (capitals, figures) and without short words."""
    found = [word.replace("’", "'") for word in _WORD.findall(text)]
    return [word.lower() for word in found if not ordinary or (word[0].islower() and len(word) >= ORDINARY_LETTERS)]


def _share(words: Sequence[str], others: set[str], rarity: Mapping[str, float]) -> float:
    """Give the share of the weight of `words` that stands in `others`."""
    total = sum(rarity.get(word, 0.0) for word in words)
    return sum(rarity.get(word, 0.0) for word in words if word in others) / total if total else 0.0


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    """Weigh each word by log(N / n), N passages of which n hold it (Spärck Jones 1972)."""
    counts = Counter(word for text in texts for word in set(_words(text)))
    return {word: log(len(texts) / n) for word, n in counts.items()}

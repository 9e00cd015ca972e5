"""What is missing, doubled or odd in a study's corpus, and what its size can show."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import comb, exp, log, sqrt
from statistics import NormalDist, mean, median
from typing import TYPE_CHECKING, Literal, NamedTuple

from framing.corpus.copies import CONTAINED, NEAR, SHINGLE, copies
from framing.corpus.documents import Document, Section
from framing.corpus.languages import language_of
from framing.corpus.sources import listed, unlisted
from framing.study import Comparison, Study
from framing.tables import MIN_WORDS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["Finding", "check", "smallest_difference"]

FEWEST_DOCUMENTS = 8
"""Documents in a group below which no interval is given (the study design of this toolkit)."""

FEWEST_OUTLETS = 5
"""Outlets, likewise: they are what the bootstrap draws."""

ODD_LENGTH = 3.5
"""Robust z on log words from which a length is odd (Iglewicz & Hoaglin 1993)."""

TO_SIGMA = 1.4826
"""Median absolute deviation to standard deviation of a normal distribution (Rousseeuw & Croux 1993)."""

MEAN_TO_SIGMA = 1.2533
"""Mean absolute deviation to standard deviation of a normal distribution, √(π/2)."""

SHORT = 50
"""Words: a shorter text is a caption, a teaser or a paywall's notice."""

MUCH_FURNITURE = 0.2
"""Share of a text's code points from which what was dropped should be read."""

ALPHA, POWER = 0.05, 0.8
"""Two-sided level and power of the smallest difference detectable (Cohen 1988)."""

PLACEHOLDER = "…"
"""What `framing init` leaves to be filled in."""

WITHHELD = "list its file in sources.csv, or name the folder of texts with --texts"
"""What to do about a document whose text is not there."""

LISTED = 3
"""Documents named one a row; more with the same finding share a row."""

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:T.*)?")

Severity = Literal["error", "warning", "note"]
_ORDER = ("error", "warning", "note")


class Finding(NamedTuple):
    """One row: an `error` would falsify a comparison, a `warning` may, a `note` is to be known."""

    severity: Severity
    document: str
    finding: str
    detail: str
    mend: str


def check(study: Study, documents: Sequence[Document], texts: Path | None = None) -> pd.DataFrame:
    """Say what is missing, doubled or odd in a study's corpus, and what its size can show.

    Args:
        study: what is to be compared.
        documents: all of the study's, segmented; those withheld count where `sources.csv` calls them available.
        texts: where they were read from; the study's own `texts/` where None.

    Returns:
        Columns severity (error, warning, note), document (empty where it is about many), finding, detail, mend;
        errors first. A corpus in order gives the notes on its size alone.

    Examples:
        >>> from pathlib import Path
        >>> study = Study(name="s", title="S", folder=Path("."), target="a")
        >>> found = check(study, [Document("a", "One text."), Document("b", "One text.", text_sha256="x")])
        >>> found.columns.tolist()
        ['severity', 'document', 'finding', 'detail', 'mend']
    """
    import pandas as pd

    findings = [finding for question in _QUESTIONS for finding in question(study, documents)]
    findings += _unlisted(study, texts)
    findings.sort(key=lambda each: _ORDER.index(each.severity))
    return pd.DataFrame(findings, columns=list(Finding._fields), dtype="str")


def _gathered(ids: Sequence[str], of: int, severity: Severity, finding: str, detail: str, mend: str) -> Iterator[Finding]:
    """Give a row for each document, or one for all where they are many."""
    if len(ids) <= LISTED:
        yield from (Finding(severity, each, finding, detail, mend) for each in ids)
    else:
        named = ", ".join(ids[:LISTED])
        yield Finding(severity, "", finding, f"{len(ids)} of {of} documents: {named}, …; {detail}".rstrip("; "), mend)


def _missing_metadata(study: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    groupings = sorted({each.by for each in study.comparisons} - {"outlet"})
    for name, column in (("outlet", "outlet"), ("date", "published"), *((by, by) for by in groupings)):
        # The target needs no group: it is held against the groups.
        exempt = study.target if column in groupings else ""
        ids = [d.id for d in documents if not _value(d, column) and d.id != exempt]
        yield from _gathered(ids, len(documents), "warning", f"no {name}", "", f"fill in {name} in sources.csv")
    odd = [d.id for d in documents if d.published and not _DATE.fullmatch(d.published)]
    yield from _gathered(odd, len(documents), "warning", "odd date", "not YYYY-MM-DD", "write the date as YYYY-MM-DD")


def _copies(study: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    by_hash: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if document.text_sha256:
            by_hash[document.text_sha256].append(document)
    exact = [same for same in by_hash.values() if len(same) > 1]
    for same in exact:
        yield from (_doubled(study, same[0], each, "duplicate", "the same text as {}") for each in same[1:])
    known = {each.text_sha256: each.id for same in exact for each in same[:1]}
    with_text = [d for d in documents if d.text and known.get(d.text_sha256, d.id) == d.id]
    told: set[str] = set()
    for pair in copies([d.text or "" for d in with_text]):
        first, second = with_text[pair.first], with_text[pair.second]
        if second.id not in told:
            told.add(second.id)
            shares = f"{pair.jaccard:.2f} of their {SHINGLE}-word sequences shared (from {NEAR}), {pair.contained:.2f} of the "
            yield _doubled(study, first, second, "near-duplicate", shares + f"shorter's (from {CONTAINED}), with {{}}")


def _doubled(study: Study, first: Document, second: Document, finding: str, detail: str) -> Finding:
    by = {study.by, *(each.by for each in study.comparisons)}
    across = any(_value(first, name) != _value(second, name) for name in by)
    target = study.target in (first.id, second.id)
    severity: Severity = "error" if target or (across and finding == "duplicate") else "warning"
    one, other = (first, second) if second.id != study.target else (second, first)
    where = "; one is the target" if target else "; in different groups" if across else ""
    return Finding(severity, other.id, finding, detail.format(one.id) + where, "keep one of the two in sources.csv")


def _ids(_: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    for identity, count in Counter(d.id for d in documents).items():
        if count > 1:
            yield Finding("error", identity, "duplicate id", f"stands {count} times", "give each document an id of its own")


def _hashes(study: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    rows = {row["id"]: row for row in listed(study)}
    for document in documents:
        row = rows.get(document.id, {})
        if document.text is None or not row:
            continue
        meant, found = row.get("text_sha256", ""), document.text_sha256
        if meant and meant != found:
            detail = f"text is {found[:12]}…, sources.csv says {meant[:12]}…"
            mend = "find the text that was studied, or list the new hash and measure again"
            yield Finding("error", document.id, "hash mismatch", detail, mend)
        elif row.get("sha256") and row["sha256"] != document.sha256:
            yield Finding(
                "note", document.id, "other bytes", "the text is the same, the file's bytes are not", "list the new sha256"
            )


def _unlisted(study: Study, texts: Path | None) -> Iterator[Finding]:
    if files := unlisted(study, texts):
        named = ", ".join(files[:LISTED]) + (f" and {len(files) - LISTED} more" if len(files) > LISTED else "")
        detail = f"{named}: in the folder of texts and not in sources.csv, so not read"
        yield Finding("warning", "", "not listed", detail, "give each a row in sources.csv, or take it out of the folder")


def _target(study: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    target = next((d for d in documents if d.id == study.target), None)
    if target is None:
        yield Finding("error", study.target, "target missing", "is not among the documents", "name a document's id as target")
        return
    if target.text is not None and not any(section.role == "body" and section.heading for section in target.sections):
        mend = "put each heading on a line of its own with a blank line before and after"
        yield Finding("warning", target.id, "no headings", "the target has no headed section to profile", mend)
    for comparison in study.comparisons:
        value = _value(target, comparison.by)
        if comparison.kind == "groups" and value in _groups(study, comparison, documents):
            detail = f'has {comparison.by} "{value}", a group of “{comparison.name}”'
            yield Finding("error", target.id, "target in a group", detail, f"empty its {comparison.by} in sources.csv")


def _lengths(study: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    words = {d.id: len(d.text.split()) for d in documents if d.text}
    short = [each for each, count in words.items() if count < SHORT]
    yield from _gathered(short, len(words), "warning", "short", f"fewer than {SHORT} words", "look whether the text is whole")
    logs = {each: log(count) for each, count in words.items() if count >= SHORT and each != study.target}
    if len(logs) < FEWEST_DOCUMENTS:
        return
    middle = median(logs.values())
    deviations = [abs(value - middle) for value in logs.values()]
    # Where most texts are equally long the median deviation is 0: then the mean one (Iglewicz & Hoaglin 1993).
    spread = TO_SIGMA * median(deviations) or MEAN_TO_SIGMA * mean(deviations)
    odd = [each for each, value in logs.items() if spread and abs(value - middle) / spread > ODD_LENGTH]
    detail = f"robust z of log words beyond {ODD_LENGTH}; the median is {round(exp(middle))} words"
    yield from _gathered(odd, len(words), "warning", "odd length", detail, "look whether it is one whole article")


def _short_sections(study: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    """A chart section by section of an article without a section that is long enough would be a row of dashes."""
    for each in documents:
        if each.id == study.target and each.text is not None:
            longest = max((_words(each.text, section) for section in each.sections), default=0)
            if longest < MIN_WORDS:
                yield Finding(
                    "warning",
                    each.id,
                    "short sections",
                    f"none of its {len(each.sections)} sections has {MIN_WORDS} words (the longest: {longest}), the least that "
                    "a section needs to be given numbers",
                    "read the article as a whole; the charts by section will stay empty",
                )


def _words(text: str, section: Section) -> int:
    """Count the words of a section, its heading left out; the headline is all heading."""
    return max(0, len(text[section.start : section.end].split()) - len(section.heading.split()))


def _languages(_: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    found = {d.id: language_of(d.text) for d in documents if d.text}
    common = Counter(each for each in found.values() if each).most_common(1)
    for document in documents:
        language = found.get(document.id, "")
        declared = document.language[:2].lower()
        if language and common and language != common[0][0]:
            mend = "leave it out, or say in [sampling] that it is translated"
            detail = f"reads as {language}, most others as {common[0][0]}"
            yield Finding("warning", document.id, "other language", detail, mend)
        elif language and declared and language != declared:
            yield Finding(
                "warning",
                document.id,
                "language",
                f"declared {declared}, reads as {language}",
                "mend its language in sources.csv",
            )


def _reading(study: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    n = len(documents)
    guessed = [d.id for d in documents if d.encoding.endswith("(guessed)")]
    yield from _gathered(guessed, n, "note", "encoding guessed", "", "look at its accents; save it as UTF-8")
    for document in documents:
        share = sum(d.end - d.start for d in document.dropped) / max(len(document.text or ""), 1)
        if share > MUCH_FURNITURE:
            yield Finding(
                "warning", document.id, "much furniture", f"{share:.0%} of the text was dropped", "read what was dropped"
            )
    held = [d.id for d in documents if d.text is None]
    yield from _gathered(held, n, "note", "withheld", "its text is not there", WITHHELD)
    if study.sampling is None:
        mend = "say in [sampling] where and how the documents were sought"
        yield Finding("note", "", "no sampling record", "study.toml has no [sampling]", mend)
    elif blank := [name for name, value in study.sampling.model_dump().items() if value == PLACEHOLDER]:
        mend = "fill it in: the report shows it"
        yield Finding("warning", "", "sampling not filled in", f"[sampling] {', '.join(blank)}: still “{PLACEHOLDER}”", mend)


def _size(study: Study, documents: Sequence[Document]) -> Iterator[Finding]:
    """Say of each comparison how many documents it has and what they can show."""
    present = _present(study, documents)
    coverage = [d for d in present if d.id != study.target]
    if not coverage:
        yield Finding("error", "", "no coverage", "there is one document only: the target", "add other articles on the matter")
    for comparison in study.comparisons:
        groups = _groups(study, comparison, coverage)
        named = comparison.groups or tuple(sorted(groups))
        for name in named:
            yield from _group_size(comparison, name, groups.get(name, []))
        if comparison.kind == "target":
            pool = [d for name in named for d in groups.get(name, [])]
            if pool:
                yield _can_show(study, comparison.name, 1, len(pool), "documents")
        if comparison.kind != "groups":
            continue
        for first, second in combinations([name for name in named if name in groups], 2):
            one, other = groups[first], groups[second]
            units = _units(one, other)
            yield _can_show(study, f"{first} − {second}", len(one), len(other), *units)


def _present(study: Study, documents: Sequence[Document]) -> list[Document]:
    there = {row["id"] for row in listed(study) if row.get("text") == "available"}
    return [d for d in documents if d.text is not None or d.id in there]


def _groups(study: Study, comparison: Comparison, documents: Iterable[Document]) -> dict[str, list[Document]]:
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        value = _value(document, comparison.by)
        if (
            value
            and (not comparison.groups or value in comparison.groups)
            and (comparison.groups or document.id != study.target)
        ):
            groups[value].append(document)
    return dict(groups)


def _group_size(comparison: Comparison, name: str, members: Sequence[Document]) -> Iterator[Finding]:
    outlets = {d.outlet or d.id for d in members}
    where = f"“{comparison.name}”: {comparison.by} {name}"
    if not members:
        mend = f"mend groups in study.toml, or fill in {comparison.by} in sources.csv"
        yield Finding("error", "", "empty group", f"{where} has no documents", mend)
    elif len(members) < FEWEST_DOCUMENTS or (len(outlets) < FEWEST_OUTLETS and comparison.kind == "groups"):
        limits = f"below {FEWEST_DOCUMENTS} or {FEWEST_OUTLETS} no interval"
        detail = f"{where} has {len(members)} documents of {len(outlets)} outlets; {limits}"
        yield Finding("warning", "", "small group", detail, "add documents of other outlets, or read it as too few to say")


def _units(one: Sequence[Document], other: Sequence[Document]) -> tuple[str, int, int]:
    """Give what is relabelled: outlets, or documents where an outlet stands on both sides."""
    first, second = ({d.outlet or d.id for d in side} for side in (one, other))
    return ("documents", len(one), len(other)) if first & second else ("outlets", len(first), len(second))


def _can_show(
    study: Study, name: str, n: int, m: int, units: str, units_n: int | None = None, units_m: int | None = None
) -> Finding:
    p = _smallest_p(units_n or n, units_m or m, study.resamples)
    d = smallest_difference(n, m)
    detail = (
        f"{name}: {n} against {m} documents; smallest p by relabelling {units}: {p:.2g}; smallest difference detectable: "
        f"{d:.2f} standard deviations ({POWER:.0%} power, two-sided {ALPHA}, normal approximation, documents independent)"
    )
    return Finding("note", "", "what n can show", detail, "")


def smallest_difference(n: int, m: int) -> float:
    """Give the smallest standardised difference of two means that so many documents detect.

    Two-sided normal approximation, (z(1 − α/2) + z(power)) · √(1/n + 1/m), at α = .05 and power .8 (Cohen 1988); with one
    document on a side it is how far that one must lie from the others' mean. No document on a side gives NaN.

    Examples:
        >>> round(smallest_difference(64, 64), 2)
        0.5
    """
    if min(n, m) < 1:
        return float("nan")
    normal = NormalDist()
    return (normal.inv_cdf(1 - ALPHA / 2) + normal.inv_cdf(POWER)) * sqrt(1 / n + 1 / m)


def _smallest_p(n: int, m: int, resamples: int) -> float:
    """One over the number of relabellings, twice that for equal sides, never below 1 / (resamples + 1); NaN without units."""
    if min(n, m) < 1:
        return float("nan")
    relabellings = comb(n + m, n)
    sampled = relabellings > resamples and n > 1
    return 1.0 / (resamples + 1) if sampled else float(2 if n == m else 1) / float(relabellings)


def _value(document: Document, name: str) -> str:
    own: Mapping[str, str] = {"outlet": document.outlet, "language": document.language, "published": document.published}
    return own[name] if name in own else document.columns.get(name, "")


_QUESTIONS: tuple[Callable[[Study, Sequence[Document]], Iterator[Finding]], ...] = (
    _ids,
    _target,
    _hashes,
    _copies,
    _missing_metadata,
    _lengths,
    _short_sections,
    _languages,
    _reading,
    _size,
)

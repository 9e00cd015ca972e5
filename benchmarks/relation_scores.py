"""Score an instrument of relations on the annotated sentences that rules are made on, and print what it got wrong.

Run from the repository's root: `python benchmarks/relation_scores.py [--trees DIR] [--errors] [--only r123 …] [--ceiling]`.
Those held out are not read here: `framing validate --set relations-annotated` prints them, once, at the end.
It prints words of the articles to the terminal; keep its output out of the repository.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from framing.corpus.documents import Document
from framing.validate.annotations import Annotated, annotated_documents, rows_of
from framing.validate.relation_pairs import MARKS, ROLES, Relation, Role, coded, pairs, shared
from framing.validate.sets.relations_annotated import GOLD, OPENED, Half, found_by, half_of, of_sentences, score
from framing.validate.tuning import READ

LABELS = Path("data/annotations/relations")


def wrong_pairs(ours: Sequence[Relation], gold: Sequence[Relation], role: Role, text: str) -> Iterator[str]:
    """Give a line for each pair that is missing, too much, or stands for another actor."""
    own, theirs = pairs(ours, role), pairs(gold, role)
    right = shared(list(own), list(theirs))
    found, hit = {mine for mine, _ in right}, {coded_as for _, coded_as in right}
    for said, several, but in (("missed", theirs, hit), ("too much", own, found)):
        for (verb, head), actors in several.items():
            if (verb, head) not in but:
                yield f"  {said:8} {role:7} {text[slice(*verb)]} · {text[slice(*head)]} ({', '.join(sorted(actors))})"
    for mine, coded_as in right:
        if own[mine] != theirs[coded_as]:
            whom = ", ".join(sorted(own[mine])), ", ".join(sorted(theirs[coded_as]))
            yield f"  actor    {role:7} {text[slice(*mine[0])]} · {text[slice(*mine[1])]}: {whom[0]}, coded {whom[1]}"


def wrong_marks(ours: Sequence[Relation], gold: Sequence[Relation], text: str) -> Iterator[str]:
    """Give a line for each predicate that both have and that is marked otherwise."""
    for mark in MARKS:
        own, theirs = ({line.predicate: getattr(line, mark) for line in lines} for lines in (ours, gold))
        for at in sorted(own.keys() & theirs.keys()):
            if own[at] != theirs[at]:
                yield f"  {mark:16} {text[slice(*at)]}: {own[at]}, coded {theirs[at]}"


def print_errors(half: Half, ours: Mapping[str, Sequence[Relation]], gold: Mapping[str, Sequence[Relation]], of: Texts) -> None:
    """Print every sentence with an error, and its errors."""
    for sentence in half.sentences:
        name, text = sentence["id"], of[sentence["text_sha256"]]
        mine, coded_as = ours.get(name, ()), gold.get(name, ())
        lines = [line for role in ROLES for line in wrong_pairs(mine, coded_as, role, text)]
        lines += wrong_marks(mine, coded_as, text)
        if lines:
            print(f"{name} {text[int(sentence['start']) : int(sentence['end'])]}", *lines, "", sep="\n")


Texts = Mapping[str, str]


def texts(shared_folder: Path, half: Half) -> list[Document]:
    """Give the documents of some sentences."""
    file = Annotated(GOLD, LABELS / "settled.csv", folder=shared_folder / "gold")
    documents = annotated_documents(file, {sentence["text_sha256"] for sentence in half.sentences})
    if not documents:
        raise SystemExit(f"{shared_folder / 'corpus'}: does not hold the texts; name the shared folder with --shared")
    return documents


def main() -> None:
    """Score the sentences `tuning` and `opened`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="holds the folder corpus")
    parser.add_argument("--trees", type=Path, help="keep trees here, so that a second run need not parse")
    parser.add_argument("--errors", action="store_true", help="print what is wrong, sentence by sentence")
    parser.add_argument("--only", nargs="*", default=[], help="ids of sentences; without them all")
    parser.add_argument("--part", nargs="+", default=OPENED, choices=OPENED, help="without it both")
    parser.add_argument("--ceiling", action="store_true", help="print one coder by the other, and each by the settled coding")
    args = parser.parse_args()
    half = half_of(LABELS, READ, *args.part)
    if args.only:
        half = Half(half.split, tuple(each for each in half.sentences if each["id"] in args.only))
    gold = coded(rows_of(LABELS / "settled.csv"))
    file = Annotated(GOLD, LABELS / "settled.csv")
    if args.ceiling:
        coders = {name: coded(rows_of(LABELS / f"{name}.csv")) for name in ("coder_c", "coder_d")}
        compared = [
            ("c by d", coders["coder_c"], coders["coder_d"]),
            *((f"{n} by settled", o, gold) for n, o in coders.items()),
        ]
    else:
        documents = texts(args.shared, half)
        compared = [(name, of_sentences(found, half), gold) for name, found in found_by(documents, args.trees).items()]
    for name, ours, theirs in compared:
        for row in score(file, name, half, ours, theirs):
            ends = f"{row.low:.3f} to {row.high:.3f}" if row.low is not None and row.high is not None else ""
            print(f"{name:24} {row.metric:60} {row.value:.3f}  {ends:16} n {row.n} {row.unit}")
        if args.errors and not args.ceiling:
            print_errors(half, ours, theirs, {document.text_sha256: document.text or "" for document in documents})


if __name__ == "__main__":
    main()

"""Say how many agents of predicates are pronouns, which nobody resolves: what counts of actors leave out.

Run from the repository's root: `python benchmarks/relation_pronouns.py [--shared ../shared] [--trees DIR]`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

import framing
from framing.measures.predications import predications
from framing.measures.spec import NONE
from framing.text.build import build
from framing.text.parse import Parse
from framing.text.schemes import CLASSES
from framing.text.syntax import parse

CORPORA = ("reference", "coverage/allsides-russia-north-korea.jsonl.gz", "coverage/kcna-russia-2011-2012.jsonl.gz")
AT_ONCE = 50
"""Documents of a batch."""

THIRD = frozenset({"he", "she", "it", "they"})
"""Pronouns that may stand for an actor named before."""


def counted(trees: Parse) -> tuple[int, int, int]:
    """Count pairs of predicate and agent, those whose agent is a pronoun, and those whose pronoun is of the third person."""
    found = predications(trees)
    pairs = np.unique(np.column_stack([found.predicate, found.agent])[found.agent != NONE], axis=0)
    agents = pairs[:, 1]
    pronoun = trees.word_class[agents] == CLASSES.index("PRON")
    third = np.array([trees.lemmas[code].lower() in THIRD for code in trees.lemma[agents[pronoun]]], np.bool_)
    return len(agents), int(pronoun.sum()), int(third.sum())


def main() -> None:
    """Print a row a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="holds the folder corpus")
    parser.add_argument("--trees", type=Path, help="keep trees here, so that a second run need not parse")
    args = parser.parse_args()
    print("| corpus | agents | pronouns | share | he, she, it, they |\n|---|---|---|---|---|")
    for name in CORPORA:
        documents = list(framing.read([args.shared / "corpus" / name]))
        batches = [documents[at : at + AT_ONCE] for at in range(0, len(documents), AT_ONCE)]
        agents, pronouns, third = np.sum([counted(parse(build(each), kept=args.trees)) for each in batches], axis=0).tolist()
        print(f"| {name} | {agents} | {pronouns} | {pronouns / agents:.3f} | {third / agents:.3f} |", flush=True)


if __name__ == "__main__":
    main()

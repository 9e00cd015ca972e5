"""How well pipelines do on the texts by which one is chosen: `python -m models.parser.choose [FOLDER …]`.

Without a folder, the shipped one. A row of README.md's table for each, by `framing validate`'s own functions, from own tokens.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from framing.text.syntax import OWN
from framing.validate.metrics import f1
from framing.validate.sets.treebank_ud import GOLD_TOKENS, METRICS, OWN_TOKENS, compared
from models.parser.treebank import choosing

ROOT = Path(__file__).resolve().parents[2]


def row(gold: Path, model: str, given: str) -> str:
    """Give a pipeline's figures, in the order of `METRICS`."""
    counts = compared(choosing(gold), given, model)
    figures = f1(np.sum(list(counts.values()), axis=0))
    return ", ".join(f"{metric} {value:.4f}" for metric, value in zip(METRICS, figures, strict=True))


def main() -> None:
    """Print a line for each pipeline."""
    call = argparse.ArgumentParser(description=__doc__)
    call.add_argument("pipelines", nargs="*", default=[OWN])
    call.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold" / "treebank-ud")
    call.add_argument("--gold-tokens", action="store_true")
    given = call.parse_args()
    for model in given.pipelines:
        print(model or "shipped", row(given.gold, model, GOLD_TOKENS if given.gold_tokens else OWN_TOKENS), flush=True)


if __name__ == "__main__":
    main()

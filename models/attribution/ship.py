"""Writes a trained tagger as the package reads it: `python -m models.attribution.ship MODEL [cue=0 source=0 content=0]`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from framing.measures.surroundings import SIZES
from framing.measures.tagger import PLACES

OUT = Path(__file__).resolve().parents[2] / "src" / "framing" / "measures" / "weights" / "attribution-news.npz"
NAMES = [
    "word",
    "ending",
    *SIZES,
    *(f"{kind}{at}" for at in range(len(PLACES)) for kind in "wb"),
    "wo",
    "bo",
    "between",
    "first",
]


def main(model: Path, cue: float, source: float, content: float) -> None:
    """Write the weights in half precision; `cue`, `source` and `content` are added to the scores of those tags."""
    found = np.load(model)
    arrays = {name: found[name].astype(np.float16) for name in NAMES}
    arrays["bo"] = (found["bo"] + np.array([0, source, source, cue, cue, content])).astype(np.float16)
    words = np.frombuffer("\n".join(found["vocabulary"].tolist()).encode(), np.uint8)
    with OUT.open("wb") as file:
        np.savez_compressed(file, vocabulary=words, **arrays)
    print(OUT.name, OUT.stat().st_size)


if __name__ == "__main__":
    shifts = dict(argument.split("=") for argument in sys.argv[2:])
    main(Path(sys.argv[1]), float(shifts.get("cue", 0)), float(shifts.get("source", 0)), float(shifts.get("content", 0)))

"""BASIL's articles as a study reads them: a JSONL with `text`, for `framing report data/basil-triplet --texts FOLDER`.

    python benchmarks/basil_texts.py ../shared/gold/bias-basil/basil.jsonl.gz FOLDER

The texts belong to their outlets and stay outside of the repository. A paragraph's sentences are joined with a space.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

KEPT = ("id", "outlet", "title", "published", "url", "language", "group", "event")


def write_texts(gold: Path, folder: Path) -> Path:
    """Write `basil.jsonl` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "basil.jsonl"
    with gzip.open(gold, "rt", encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
        for line in lines:
            article = json.loads(line)
            text = "\n\n".join(" ".join(sentences) for sentences in article["paragraphs"])
            out.write(json.dumps({**{name: article[name] for name in KEPT}, "text": text}, ensure_ascii=False) + "\n")
    return path


if __name__ == "__main__":
    print(write_texts(Path(sys.argv[1]), Path(sys.argv[2])))

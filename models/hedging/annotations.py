"""Turn the raw codings of the stance sample into offsets, and settle them: `python models/hedging/annotations.py RAW`.

RAW is a folder with `coder_a.csv` and `coder_b.csv` (id, surface, nth, label), kept outside of the repository. Written are
`coder_a.csv`, `coder_b.csv` and `settled.csv` in `data/annotations/stance`: places and labels, no text. The rule of
settling, fixed before the held half was opened, is in the README there: a cue stands where both coders gave the same label to
words that overlap, and it is the shorter of the two spans (the first coder's, where they are equally long).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from framing.corpus.read import read

ROOT = Path(__file__).resolve().parents[2]
STANCE = ROOT / "data" / "annotations" / "stance"
CORPUS = ROOT.parent / "shared" / "corpus"
COLUMNS = ("id", "half", "document", "text_sha256", "start", "end", "label", "coder")
Place = dict[str, str]


def main() -> None:
    """Convert and settle."""
    sample = {row["id"]: row for row in _rows(STANCE / "sample.csv")}
    texts = _texts({row["text_sha256"] for row in sample.values()})
    coded = {}
    for coder in ("a", "b"):
        rows = _rows(Path(sys.argv[1]) / f"coder_{coder}.csv")
        coded[coder] = [_placed(row, sample[row["id"]], texts, coder) for row in rows]
        _write(coded[coder], STANCE / f"coder_{coder}.csv")
    settled = [
        min((one, other), key=lambda row: (_length(row), row["coder"]))
        for one in coded["a"]
        for other in coded["b"]
        if one["id"] == other["id"] and one["label"] == other["label"] and _overlap(one, other)
    ]
    unique = {(row["id"], row["start"], row["end"], row["label"]): {**row, "coder": "both"} for row in settled}
    _write(list(unique.values()), STANCE / "settled.csv")
    print({coder: len(rows) for coder, rows in coded.items()}, "settled", len(unique))


def _rows(path: Path) -> list[Place]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _texts(wanted: set[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for folder in ("reference", "coverage", "scale"):
        for document in read([CORPUS / folder]):
            if document.text is not None and document.text_sha256 in wanted:
                texts[document.text_sha256] = document.text
    missing = len(wanted - texts.keys())
    if missing:
        raise SystemExit(f"{CORPUS}: lacks {missing} of {len(wanted)} texts; nothing was written")
    return texts


def _placed(row: Place, sentence: Place, texts: dict[str, str], coder: str) -> Place:
    first, last = int(sentence["start"]), int(sentence["end"])
    text, surface = " ".join(texts[sentence["text_sha256"]][first:last].split("\n")), row["surface"]
    at = -1
    for _ in range(int(row["nth"])):
        at = text.lower().find(surface.lower(), at + 1)
    if at < 0:
        raise SystemExit(f"coder_{coder}.csv: {row['id']} has no {row['nth']}. occurrence of what was marked; mend the row")
    own = {name: sentence[name] for name in ("id", "half", "document", "text_sha256")}
    place = {"start": str(first + at), "end": str(first + at + len(surface))}
    return {**own, **place, "label": row["label"], "coder": coder}


def _length(row: Place) -> int:
    return int(row["end"]) - int(row["start"])


def _overlap(one: Place, other: Place) -> bool:
    return int(one["start"]) < int(other["end"]) and int(other["start"]) < int(one["end"])


def _write(rows: list[Place], path: Path) -> None:
    rows = sorted(rows, key=lambda row: (row["id"], int(row["start"]), int(row["end"]), row["label"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()

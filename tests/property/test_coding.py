"""Sheets and samples under any text: ids and codes come back, chances add up, samples grow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.coding.codebook import load_codebook
from framing.coding.sample import allocate
from framing.coding.sheet import Sheet, columns, read_sheet, save_codes, text_check, write_sheet

TONE = load_codebook("tone")

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(lambda text: any(c.isalnum() for c in text))
answers = st.sampled_from(["", "negative", "neutral", "positive"])


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(texts, answers, texts), min_size=1, max_size=6))
@example(
    rows=[("=1+1", "neutral", "-"), ("@a _x000D_ b", "", "+1"), ("'quoted", "positive", "\ta"), ("1e5", "negative", "001")]
)
@example(rows=[("a\r\nb\rc\n\nd", "neutral", 'x;y,z\t"q"'), ("\x00\x1bcontrol 0", "", "\ufffe0"), (" 12.03. ", "", "TRUE1")])
def test_ids_codes_and_texts_come_back(ending: str, rows: list[tuple[str, str, str]]) -> None:
    made = [
        {
            **dict.fromkeys(columns(TONE), ""),
            "id": f"bcd{'fghjkm'[at]}",
            "text": text,
            "before": around,
            "tone": "",
            "coder": "A",
        }
        | {"codebook": TONE.id}
        for at, (text, _, around) in enumerate(rows)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"tone-A{ending}"
        write_sheet(Sheet(path, "A", TONE.id, made, columns=columns(TONE)), TONE)
        blank = read_sheet(path)
        coded = [{**row, "tone": code} for row, (_, code, _) in zip(blank.rows, rows, strict=True)]
        save_codes(replace(blank, rows=coded), TONE)
        back = read_sheet(path)
    assert [row["id"] for row in back.rows] == [row["id"] for row in made]
    assert [row.get("tone", "") for row in back.rows] == [code for _, code, _ in rows]
    assert [text_check(row["text"]) for row in back.rows] == [text_check(text) for text, _, _ in rows]
    assert (back.coder, back.codebook) == ("A", "tone@1")


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 50), min_size=1, max_size=6), st.floats(0, 1))
def test_a_larger_sample_takes_from_no_stratum(sizes: dict[str, int], power: float) -> None:
    total = sum(sizes.values())
    former = dict.fromkeys(sizes, 0)
    for n in range(1, total + 2):
        shares = allocate(sizes, n, power)
        assert sum(shares.values()) == min(n, total)
        assert all(former[name] <= shares[name] <= sizes[name] for name in sizes)
        former = shares

"""The same article typed differently gives the same numbers, from the file's bytes to every row of the profile."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.articles import profile
from framing.study import Actor, Frame, Instruments, Study

SENTENCES = [
    "The ministers may sign the treaty on Monday, and nobody knows what it will cost.",
    '"We don\'t want this," Ms Rell said, "and we\'ll never pay for it."',
    "Norland's envoy, Mr. Hale, said the U.S. would likely help if either side asks for it.",
    '"It isn\'t a good deal. It is a terrible one," a union leader told reporters.',
    'The so-called "friendship" harbour is said to earn about 40 crowns a day.',
    "Sudland clearly wins, critics say: the fees can't fall, and the locks won't open.",
    "Experts believe that the dam could fail - a horrible, horrible risk for the towns below it.",
    "He called it 'a gift' and reportedly left at 5 p.m. without another word.",
    "Why was it rushed? The port's owners haven't said whether they knew.",
    'According to the commission, Norlanders "paid for everything" in the last ten years.',
    "It is unclear whether the North Basin deal, worth $4.5 million, would have been better!",
    "The river isn't deep, but it is the dockers' only road, and they love it.",
]
HEADINGS = ["What the Treaty Says", "Who Will Pay?", "A Step Toward Peace or Trouble?", "What Comes Next"]
TITLE = "The Harbour Treaty and Its Friends"
FEWEST, MOST = 4, 7

STUDY = Study(
    name="s",
    title="S",
    folder=Path(),
    target="plain",
    actors=(
        Actor(name="Norland", adjectives=("Norlander",), leaders=("Hale",)),
        Actor(name="Sudland", leaders=("Rell",)),
        Actor(name="United States", aliases=("U.S.",)),
    ),
    frames=(Frame(name="burden", definition="Somebody pays.", element="problem", indicators=("cost*", "fee*", "paid for")),),
    instruments=Instruments(mask=("friendship",), syntax="none"),
)

paragraph = st.lists(st.sampled_from(SENTENCES), min_size=FEWEST, max_size=MOST).map(" ".join)
section = st.tuples(st.sampled_from(HEADINGS), st.lists(paragraph, min_size=1, max_size=2))
articles = st.tuples(paragraph, st.lists(section, min_size=1, max_size=3)).map(
    lambda parts: [TITLE, parts[0], *(each for heading, paragraphs in parts[1] for each in (heading, *paragraphs))]
)


def curly(text: str) -> str:
    return _paired(text, "“", "”").replace(" '", " ‘").replace("'", "’")


def tex(text: str) -> str:
    return _paired(text, "``", "''")


def scarred(text: str) -> str:
    """As corpora restored from tokens have it: do n't, Norland 's."""
    for joined in ("n't", "n’t", "'s ", "’s ", "'ll ", "’ll "):
        text = text.replace(joined, f" {joined}")
    return text


def hard_spaces(text: str) -> str:
    return text.replace("the ", "the\u00a0").replace(" a ", "\u202fa ").replace("Mr. ", "Mr.\u00a0")


def _paired(text: str, left: str, right: str) -> str:
    pieces = text.split('"')
    return "".join(piece + ((left, right)[n % 2] if n + 1 < len(pieces) else "") for n, piece in enumerate(pieces))


def wrapped(width: int, text: str) -> str:
    # The space of a line break is a plain one: textwrap would break at no-break spaces' neighbours too.
    return textwrap.fill(text, width, break_on_hyphens=False, break_long_words=False)


def told(rows: pd.DataFrame, document: str) -> pd.DataFrame:
    keys = ["section", "voice", "actor", "measure", "instrument"]
    own = rows[rows["document"] == document]
    return own[[*keys, "numerator", "denominator"]].sort_values(keys, ignore_index=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typed")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    articles,
    st.sampled_from([str, curly, tex]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0, 60, 66, 72, 80]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_typography_does_not_matter(
    folder: Path, parts: list[str], quoted: object, scars: bool, spaces: bool, width: int, newline: str
) -> None:
    typed = [quoted(part) for part in parts]  # type: ignore[operator]
    typed = [scarred(part) for part in typed] if scars else typed
    typed = [wrapped(width, part) for part in typed] if width else typed
    typed = [hard_spaces(part) for part in typed] if spaces else typed
    (folder / "plain.txt").write_text("\n\n".join(parts), encoding="utf-8")
    (folder / "typed.txt").write_bytes("\n\n".join(typed).replace("\n", newline).encode())
    rows = profile([folder / "plain.txt", folder / "typed.txt"], STUDY)
    pd.testing.assert_frame_equal(told(rows, "plain"), told(rows, "typed"))

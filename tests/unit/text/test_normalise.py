"""Typography made one, length kept."""

from __future__ import annotations

import pytest

from framing.text.normalise import INVISIBLE, joined, normalise


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("isn’t", "isn't"),
        ("“a” „b‟ «c» ‘d’ ‚e‛", '"a" "b" "c" \'d\' \'e\''),
        ("``a''", '""a""'),
        ("a\u00a0b\u2009c\u3000d\te\x00f\x07g", "a b c d e f g"),
        ("a\nb", "a\nb"),
        ("terrible—horrible", "terrible horrible"),
        ("terrible--horrible", "terrible  horrible"),
        ("he said — she", "he said - she"),
        ("a — — b", "a - - b"),
        ("“I was—” he", '"I was-" he'),
        ("said —he", "said  he"),
        ("2016–2020", "2016-2020"),
        ("a -- b", "a -- b"),
        ("\ud800x", "\ufffdx"),
        ("", ""),
    ],
)
def test_typography_is_made_one_and_length_kept(typed: str, plain: str) -> None:
    assert normalise(typed) == plain
    assert len(normalise(typed)) == len(typed)


def test_the_invisible_stays_in_the_text() -> None:
    assert normalise(f"co{INVISIBLE}op") == f"co{INVISIBLE}op"


def test_many_texts_are_normalised_as_one_by_one() -> None:
    texts = ["’", "", "plain", "a\tb", "😀 “x”", "''"]
    normal, whole = joined(texts)
    assert normal == [normalise(text) for text in texts]
    assert whole == "".join(f"{text}\n" for text in normal).encode()


def test_no_texts() -> None:
    assert joined([]) == ([], b"")

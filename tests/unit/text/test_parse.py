"""Tokens of a parser and words of a batch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from framing.text.parse import NO_WORD, assembled, words_of_tokens


def test_tokens_find_their_words(read: Callable[..., object]) -> None:
    batch = read("Arland’s U.S.-led ally didn’t go.\nWhy?").batch  # type: ignore[attr-defined]
    text = batch.documents[0].text
    tokens = ["Arland", "’s", "U.S.", "-", "led", "ally", "did", "n’t", "go", "."]
    start = np.cumsum([0] + [len(token) for token in tokens[:-1]])
    start += np.array([0, 0, 1, 1, 1, 2, 3, 3, 4, 4])
    end = start + [len(token) for token in tokens]
    assert [text[a:b] for a, b in zip(start, end, strict=True)] == tokens
    words = words_of_tokens(batch, np.zeros(10, np.int32), start.astype(np.int32), end.astype(np.int32))
    forms = batch.words.types.to_pylist()
    named = [forms[batch.words.type[word]] if word != NO_WORD else None for word in words]
    assert named == ["arland", None, "u.s", None, "led", "ally", "didn't", "didn't", "go", None]


def test_a_token_never_belongs_to_a_word_of_the_next_sentence(read: Callable[..., object]) -> None:
    batch = read("Go.\nStop.").batch  # type: ignore[attr-defined]
    found = words_of_tokens(batch, np.array([0], np.int32), np.array([2], np.int32), np.array([3], np.int32))
    assert found.tolist() == [NO_WORD]


def test_no_trees_give_no_tokens(read: Callable[..., object]) -> None:
    found = assembled(read("Go. Stop.").batch, {}, (), "none")  # type: ignore[attr-defined]
    assert len(found) == 0
    assert found.first.tolist() == [0, 0, 0]

"""Spans of bias in three outlets' tellings of the same events: BASIL (Fan et al. 2019). Listed; no instrument yet."""

from __future__ import annotations

from collections.abc import Iterator

from framing.validate.gold import GoldFile, GoldSet, Row

__all__ = ["GOLD", "evaluate"]

GOLD = GoldSet(
    name="bias-basil",
    construct="Lexical and informational bias towards a target, by span",
    source="Fan et al. 2019: BASIL; github.com/launchnlp/BASIL (commit 0fd0313), as supplied",
    licence="not stated",
    untested="Everything: no instrument of this toolkit claims to find bias, so none is held against it",
    floor="none",
    published="none verified",
    known={"basil.jsonl.gz": "94096c28c13f52bc85073e69d05ec80adb4ff275d824205290645c51c06b6f91"},
    endings=(".jsonl",),
)


def evaluate(file: GoldFile) -> Iterator[Row]:  # noqa: ARG001  (the signature of every set)
    """Give nothing: there is no instrument to be held against it."""
    return iter(())

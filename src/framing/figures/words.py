"""What stands below every figure: what it shows, n, method, and what the study must always say of itself."""

from __future__ import annotations

from framing.study import Study

__all__ = ["MADE_UP", "caption"]

MADE_UP = "The texts are made up for testing the software."


def caption(study: Study, text: str, *, n: str = "", method: str = "") -> str:
    """Join what a figure shows, its n and its method, and add the study's caveat and whether its texts are made up.

    Examples:
        >>> from pathlib import Path
        >>> study = Study(name="s", title="S", folder=Path("."), target="t", caveat="Earlier coverage.", made_up=True)
        >>> print(caption(study, "Hedges", n="26 sections", method="Bars: block bootstrap"))
        Hedges. n: 26 sections. Bars: block bootstrap. Earlier coverage. The texts are made up for testing the software.
    """
    parts = [text, f"n: {n}" if n else "", method, study.caveat, MADE_UP if study.made_up else ""]
    return " ".join(_ended(part.strip()) for part in parts if part.strip())


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."

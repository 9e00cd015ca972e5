"""The reference page docs/measures.md, written from the registry itself.

python -m framing.measures.reference docs      # writes it; a test holds it to what this prints
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from framing.measures.registry import instruments, measures
from framing.study import Actor, Frame, Study

if TYPE_CHECKING:
    from framing.measures.spec import Measure, Sum

__all__ = ["measures_page"]

MEASURES = """# Measures

Every measure is scale × Σ numerator / Σ denominator over the counted sentences of a section, voice or document; an empty
denominator gives NaN. `a` stands for an actor, `<name>` for a frame of the study. This page is written by
`python -m framing.measures.reference docs`; what each construct means and where it fails stands under [methods](methods/).

| measure | numerator | denominator | unit | range | higher is | instruments | source |
|---|---|---|---|---|---|---|---|
"""


def measures_page() -> str:
    """Give docs/measures.md.

    Examples:
        >>> "| `hedges` |" in measures_page()
        True
    """
    actor = Actor(name="a")
    frame = Frame(name="x", definition="any", element="problem", indicators=("x",))
    study = Study(name="s", title="s", folder=Path(), target="t", actors=(actor,), frames=(frame,))
    named = instruments(study)
    return MEASURES + "".join(_row(measure, named.get(measure.primary_layer, ())) for measure in measures(study))


def _row(measure: Measure, found_by: tuple[str, ...]) -> str:
    name = measure.name.replace("frame_x", "frame_<name>")
    by = {"none": "", "actor": " of a", "pair": " of a + b"}[measure.by]
    scale = f"{measure.scale:,g} × " if measure.scale not in (1, 0) else ""
    cells = (
        f"`{name}`{by}",
        f"{scale}{_told(measure.numerator)}",
        _told(measure.denominator),
        measure.unit,
        f"{measure.low:g} … {measure.high:g}",
        measure.higher,
        ", ".join(found_by),
        measure.source,
    )
    return f"| {' | '.join(cells)} |\n"


def _told(total: Sum) -> str:
    what = {"value": "Σ value of ", "absolute": "Σ absolute value of "}.get(total.weight, "")
    kinds = (
        f" ({', '.join(label.replace('x', '<name>') if label == 'x' else label for label in total.labels)})"
        if total.labels
        else ""
    )
    limit = {"negative": " ≤ −0.05", "positive": " ≥ 0.05"}.get(total.weight, "")
    once = "sentences with " if total.once else ""
    where = {"any": "", "headline": " in the headline", "lead": " in the lead", "initial": " beginning a sentence"}[total.where]
    who = {"own": "", "any": " of any actor", "both": " of both", "either": " of either"}[total.actor]
    near = f" in sentences with a {total.near} of a{' and of no other' if total.alone else ''}" if total.near else ""
    if total.near and total.layer == "sentences":
        return near.strip().removeprefix("in ")
    return f"{what}{once}{total.layer}{kinds}{limit}{who}{where}{near}"


def main(folder: Path) -> None:
    """Write the page."""
    (folder / "measures.md").write_text(measures_page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))

"""Tables to figures. Each plot function takes tables and gives a figure; it computes nothing that a table should hold.

matplotlib is imported when the first of them is asked for. `save` writes; `caption` says what must stand below.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.figures.acting import actor_agency
    from framing.figures.actors import actor_sections
    from framing.figures.agreement import instrument_agreement
    from framing.figures.called import actor_labels
    from framing.figures.corrected import corrected_forest
    from framing.figures.files import save
    from framing.figures.frames import frames_by_section
    from framing.figures.grids import actor_grids
    from framing.figures.groups import forest
    from framing.figures.keyness import keywords
    from framing.figures.missing import omission_chart
    from framing.figures.multiples import group_multiples
    from framing.figures.network import actor_network
    from framing.figures.opening import overview
    from framing.figures.own_words import voices
    from framing.figures.pairs import comention
    from framing.figures.profile import section_profile
    from framing.figures.retelling import retold_chart
    from framing.figures.sides import actors_by_side
    from framing.figures.speaking import speakers
    from framing.figures.specification import left_one_out, specification_curve
    from framing.figures.standing import target_standing
    from framing.figures.standings import actor_intervals
    from framing.figures.words import caption
    from framing.figures.wordshift import word_shift

__all__ = [
    "actor_agency",
    "actor_grids",
    "actor_intervals",
    "actor_labels",
    "actor_network",
    "actor_sections",
    "actors_by_side",
    "caption",
    "comention",
    "corrected_forest",
    "forest",
    "frames_by_section",
    "group_multiples",
    "instrument_agreement",
    "keywords",
    "left_one_out",
    "omission_chart",
    "overview",
    "retold_chart",
    "save",
    "section_profile",
    "speakers",
    "specification_curve",
    "target_standing",
    "voices",
    "word_shift",
]

_HOMES = {
    "actor_agency": "acting",
    "actor_grids": "grids",
    "actor_intervals": "standings",
    "actor_labels": "called",
    "actor_network": "network",
    "voices": "own_words",
    "speakers": "speaking",
    "actors_by_side": "sides",
    "actor_sections": "actors",
    "caption": "words",
    "comention": "pairs",
    "corrected_forest": "corrected",
    "forest": "groups",
    "frames_by_section": "frames",
    "group_multiples": "multiples",
    "instrument_agreement": "agreement",
    "keywords": "keyness",
    "left_one_out": "specification",
    "omission_chart": "missing",
    "overview": "opening",
    "retold_chart": "retelling",
    "save": "files",
    "section_profile": "profile",
    "specification_curve": "specification",
    "target_standing": "standing",
    "word_shift": "wordshift",
}
"""A function never has its module's name: importing the module would put it in the function's place here."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__} has no attribute {name}; it has {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

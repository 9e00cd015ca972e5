"""Words and numbers as they stand on a figure: names of measures and sections, values in their unit, p and q."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from framing.figures.choose import each
from framing.figures.layout import LABEL, text_width, wrap

__all__ = [
    "ENDS",
    "NAMES",
    "listed",
    "measure_name",
    "notes",
    "probability",
    "section_name",
    "section_names",
    "sections_of",
    "unit_name",
    "value",
]

NAMES: Mapping[str, str] = {
    "tone": "Tone",
    "tone_negative": "Negative sentences",
    "tone_positive": "Positive sentences",
    "tone_absolute": "Strength of tone",
    "attributions": "Attributions",
    "comention": "Named in the same sentence",
    "quoted_share": "Words in direct quotes",
    "attributed_share": "Words attributed",
    "direct_share": "Words quoted",
    "indirect_share": "Words reported",
    "imputed_share": "Words imputed",
    "unsourced_claims": "Claims without a source",
    "spoken": "Words given to sources",
    "sourced": "Attributions to",
    "unnamed_share": "Unnamed sources",
    "tone_near": "Tone near",
    "generic": "Generic frame",
    "tone_near_alone": "Tone near, named alone",
    "tone_towards": "Tone towards",
    "agency": "Share of agent",
    "agency_deeds": "Share of agent, sayings aside",
    "agents": "Parts as agent",
    "patients": "Parts as patient",
    "neither_share": "Named without a part",
    "hidden_agent_share": "Agent unsaid, acted on",
    "hidden_agents": "Passives without an agent",
    "responsibility": "Said to bring about",
    "verb_agency": "Agency of its verbs",
}
"""Names of measures on figures, where the measure's own name with spaces does not say it."""

ENDS: Mapping[str, tuple[str, str]] = {"tone": ("negative", "positive"), "tone_near": ("negative", "positive")}
"""What the two ends of a signed measure mean."""

_UNITS = {"score": "mean score, −1…1", "share": "share, 0…1"}
_SMALLEST = 0.001
"""Below this, p and q are not told apart."""

_TENTH = 0.0995
"""From here on a third decimal would round to .100."""

_INDENT = " " * 6
"""As wide as a two-digit section number and two spaces: a digit of DejaVu Sans is two spaces wide."""


def measure_name(measure: str, *, actor: str = "", voice: str = "all") -> str:
    """Name a measure, its actor and its voice as a figure's label.

    Examples:
        >>> measure_name("hedges_epistemic")
        'Hedges: epistemic'
        >>> measure_name("tone_near", actor="Russia", voice="outlet")
        'Tone near Russia, own words'
        >>> measure_name("mentions", actor="Russia")
        'Mentions: Russia'
        >>> measure_name("frame_arms-build-up")
        'Frame: arms build up'
    """
    name = NAMES.get(measure, "")
    if not name:
        first, _, rest = measure.partition("_")
        name = NAMES.get(first, first.capitalize()) + (f": {rest.replace('_', ' ').replace('-', ' ')}" if rest else "")
        if rest == "share":
            name = f"{first.capitalize()} (share)"
    if actor:
        name = f"Tone near {actor}{name.removeprefix('Tone near')}" if name.startswith("Tone near") else f"{name}: {actor}"
    return name + _VOICES.get(voice, "")


_VOICES = {
    "outlet": ", own words",
    "attributed": ", attributed words",
    "direct": ", quoted words",
    "indirect": ", reported words",
    "imputed": ", imputed words",
}


def unit_name(unit: str) -> str:
    """Spell a unit out for an axis.

    Examples:
        >>> unit_name("per 1,000 words")
        'per 1,000 words'
        >>> unit_name("share")
        'share, 0…1'
    """
    return _UNITS.get(unit, unit)


def value(number: float, unit: str, *, signed: bool = False) -> str:
    """Write a value with the decimals of its unit, a true minus sign, and – where there is none.

    A value that would be rounded to 0 gets one more decimal, so that it is not taken for 0 or its bound for none.

    Examples:
        >>> value(-0.127, "score −1…1"), value(4.21, "per 1,000 words"), value(float("nan"), "share")
        ('−0.13', '4.2', '–')
        >>> value(0.5, "score −1…1", signed=True)
        '+0.50'
        >>> value(0.02, "per 1,000 words", signed=True), value(0.0, "per 1,000 words")
        ('+0.02', '0.0')
    """
    if not math.isfinite(number):
        return "–"
    decimals = 1 if unit.startswith("per ") else 2
    if number and not round(number, decimals):
        decimals += 1
    rounded = round(number, decimals) + 0.0
    return f"{rounded:{'+' if signed else ''}.{decimals}f}".replace("-", "−")


def probability(name: str, number: float) -> str:
    """Write p or q as journals do: three decimals below .1, never 0.

    Examples:
        >>> probability("p", 0.0321), probability("q", 0.4), probability("p", 0.00001), probability("q", float("nan"))
        ('p = .032', 'q = .40', 'p < .001', '')
        >>> probability("q", 0.0996), probability("q", 1.0)
        ('q = .10', 'q = 1.00')
    """
    if not math.isfinite(number):
        return ""
    if number < _SMALLEST:
        return f"{name} < .001"
    return f"{name} = {number:.{3 if number < _TENTH else 2}f}".replace("0.", ".", 1)


def listed(names: list[str], most: int = 3) -> str:
    """Join names as a sentence does; past `most` only their number is said.

    Examples:
        >>> listed(["02", "07"]), listed(["a", "b", "c", "d", "e"])
        ('02 and 07', 'a, b, c and 2 more')
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def sections_of(sections: pd.DataFrame, document: str) -> pd.DataFrame:
    """Give one document's sections in order of their number; an unknown document has none."""
    own = sections[sections["document"] == document] if document else sections
    return own.sort_values("section", kind="stable").reset_index(drop=True)


def section_name(section: str, role: str, heading: str, *, level: int = 2, width: float = 3.0) -> str:
    r"""Label a section by number and heading, broken into lines that hang below the heading's first word.

    Examples:
        >>> section_name("01", "lead", "")
        '01  Lead'
        >>> section_name("00", "headline", "A Treaty Is Signed")
        '00  Headline'
        >>> section_name("04", "body", "Economic Front: Sanctions Evasion", width=1.5)
        '04  Economic Front:\n      Sanctions Evasion'
    """
    own = heading if role == "body" and heading else role.capitalize()
    indent = _INDENT + "  " * max(0, level - 2)
    room = width - text_width(indent + "|", LABEL) + text_width("|", LABEL)
    first, *others = wrap(own, room, LABEL)
    return "\n".join([f"{section:<2}  {indent.removeprefix(_INDENT)}{first}", *(indent + other for other in others)])


def section_names(own: pd.DataFrame, width: float) -> list[str]:
    """Label every row of `sections`; see `section_name`."""
    return [section_name(r.section, r.role, r.heading, level=r.level, width=width) for r in each(own)]


def notes(cells: pd.DataFrame) -> list[str]:
    """Give the notes of contrasts; a section that the table does not have has an empty one."""
    return [note if isinstance(note, str) else "" for note in cells["note"]]

"""Names at points: each stands beside its own, and none on another, on a point or outside the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from framing.figures.layout import line, text_width

__all__ = ["Name", "place"]

_AROUND = 16
"""Directions that are tried around a point, to the right first."""

_FIRST, _STEP, _RINGS = 0.055, 0.09, 12
"""Inches from the point: the nearest ring, the distance of two rings, and how many there are."""

_FAR = 0.1
"""From so far on a thin line leads back to the point."""

_MARK = 0.045
"""Half the side of a marker, in inches."""


@dataclass(frozen=True, slots=True)
class Name:
    """Where a name stands: its middle in inches, and whether it is so far off that a line should lead to its point."""

    text: str
    x: float
    y: float
    far: bool


_APART = 0.05
"""A name should be nearer to its own point than to any other by so many inches."""

Box = tuple[float, float, float, float]


def place(points: Sequence[tuple[float, float, str]], width: float, height: float, size: float) -> list[Name]:
    """Place names at points of a panel.

    Args:
        points: x and y in inches from the panel's lower left corner, and the name.
        width: of the panel, in inches.
        height: likewise.
        size: of the letters, in points.

    Returns:
        A name a point, in order. Where there is no room for one it stands where it covers least.

    Examples:
        >>> first, second = place([(1.0, 1.0, "Norland"), (1.0, 1.02, "Sudria")], 3.0, 2.0, 7.0)
        >>> (first.x, first.y) != (second.x, second.y), place([], 3.0, 2.0, 7.0)
        (True, [])
    """
    marks = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y, _ in points]
    taken: list[Box] = []
    names = []
    for x, y, text in points:
        across, down = text_width(text, size) + 0.03, line(size)
        tried = [_beside(x, y, across, down, ring, at) for ring in range(_RINGS) for at in range(_AROUND)]
        others = [(other[0], other[1]) for other in points if other[:2] != (x, y)]
        best = min(tried, key=lambda box: _cost(box, (x, y), others, marks, taken, (width, height)))
        taken.append(best)
        away = max(best[0] - x, x - best[2], best[1] - y, y - best[3])
        names.append(Name(text, (best[0] + best[2]) / 2, (best[1] + best[3]) / 2, away > _FAR))
    return names


def _beside(x: float, y: float, across: float, down: float, ring: int, at: int) -> Box:
    """Give the box of a name that touches a ring around its point in one direction."""
    angle = 2 * pi * (-((at + 1) // 2) if at % 2 else at // 2) / _AROUND
    off = _FIRST + ring * _STEP
    middle_x = x + cos(angle) * (off + across / 2)
    middle_y = y + sin(angle) * (off + down / 2)
    return middle_x - across / 2, middle_y - down / 2, middle_x + across / 2, middle_y + down / 2


def _cost(
    box: Box,
    point: tuple[float, float],
    others: Sequence[tuple[float, float]],
    marks: Sequence[Box],
    taken: Sequence[Box],
    room: tuple[float, float],
) -> float:
    """Weigh a place: what it covers counts most, then whether it seems to belong to another point, then how far it is."""
    near = _distance(box, point) + _APART
    mistaken = sum(max(0.0, near - _distance(box, other)) for other in others)
    outside = max(0.0, -box[0], -box[1], box[2] - room[0], box[3] - room[1])
    covered = sum(_shared(box, other) for other in taken)
    on_marks = sum(_shared(box, other) for other in marks)
    away = abs((box[0] + box[2]) / 2 - point[0]) + abs((box[1] + box[3]) / 2 - point[1])
    return round(1e4 * (outside + covered) + 1e3 * on_marks + 1e2 * mistaken + away, 9)


def _distance(box: Box, point: tuple[float, float]) -> float:
    """Give how far a point is from the nearest edge of a box; 0 inside."""
    across = max(box[0] - point[0], point[0] - box[2], 0.0)
    return float((across**2 + max(box[1] - point[1], point[1] - box[3], 0.0) ** 2) ** 0.5)


def _shared(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0

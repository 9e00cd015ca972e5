"""The axis under differences, first side less second: as wide as what is drawn, and always with its zero."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from framing.figures.layout import SMALL
from framing.figures.style import MUTED

__all__ = ["difference_axis"]

_ROOM = 0.06
"""Of the width, left free at either end."""


def difference_axis(ax: Axes, drawn: ArrayLike) -> None:
    """Set limits, ticks, grid and label of an axis.

    Args:
        ax: the Axes.
        drawn: all that must have room on it, estimates and bounds; what is not finite is passed over.
    """
    ends = np.append(np.asarray(drawn, np.float64).ravel(), 0.0)
    ends = ends[np.isfinite(ends)]
    room = _ROOM * float(np.ptp(ends)) or 0.5
    ax.set_xlim(float(ends.min()) - room, float(ends.max()) + room)
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    ax.grid(visible=True, axis="x", zorder=0)
    ax.set_xlabel("first lower  ◂  difference  ▸  first higher", color=MUTED, size=SMALL)

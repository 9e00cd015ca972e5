"""The look of every figure: colours, the style sheet, and a figure that shows itself in a notebook.

The colours are those of Okabe & Ito (2008, *Color Universal Design*), told apart by colour-blind readers; no figure
relies on colour alone: markers, hatches, signs and printed numbers say the same, so that a grey print can be read.
"""

from __future__ import annotations

import functools
import io
import warnings
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import matplotlib.style as sheets
from matplotlib import font_manager
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure

__all__ = [
    "BAND",
    "BLUE",
    "DIVERGING",
    "FAINT",
    "GREEN",
    "INK",
    "MARKERS",
    "MUTED",
    "ORANGE",
    "PURPLE",
    "RULE",
    "SEQUENTIAL",
    "SERIES",
    "SHEET",
    "SKY",
    "VERMILLION",
    "Plate",
    "context",
    "fonts",
    "ink_on",
    "styled",
]

SHEET = Path(__file__).with_name("framing.mplstyle")
"""The one style sheet."""

ORANGE, SKY, GREEN, BLUE, VERMILLION, PURPLE = "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7"
INK, MUTED, RULE, BAND, FAINT = "#222222", "#666666", "#8C8C8C", "#DADADA", "#E9E9E9"

SERIES = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
MARKERS = ("o", "s", "^", "D", "v", "P")
"""One marker a colour of `SERIES`: the second way to tell series apart."""

SEQUENTIAL = LinearSegmentedColormap.from_list("framing", ["#FFFFFF", "#D3E6F3", "#7DB8DC", "#0072B2", "#00314D"])
"""White to dark blue: darker is more, in grey too."""

DIVERGING = LinearSegmentedColormap.from_list(
    "framing_diverging", ["#8F3E00", "#D55E00", "#F4BD97", "#FFFFFF", "#A9D0E8", "#0072B2", "#004166"]
)
"""Vermillion below zero, blue above; the sign is printed too, since both ends are dark in grey."""

_DARK = 0.5
"""Brightness (BT.709 weights) below which white text reads better than black on a cell."""

_EAST_ASIAN = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "Apple SD Gothic Neo",
    "PingFang SC",
    "Hiragino Sans",
    "Malgun Gothic",
    "Microsoft YaHei",
    "Yu Gothic",
    "Arial Unicode MS",
)
"""What Linux, macOS and Windows bring for Chinese, Japanese and Korean."""

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def context() -> Iterator[None]:
    """Draw in the toolkit's style, whatever the user's matplotlibrc says; global settings are put back afterwards.

    Examples:
        >>> import matplotlib as mpl
        >>> before = mpl.rcParams["font.size"]
        >>> with context():
        ...     mpl.rcParams["font.size"]
        8.0
        >>> mpl.rcParams["font.size"] == before
        True
    """
    with sheets.context([str(SHEET), {"font.family": list(fonts())}], after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


@functools.cache
def fonts() -> tuple[str, ...]:
    """Name the bundled font, and after it those of this machine that have the signs of East Asian headings.

    The bundled one alone draws every Latin, Cyrillic, Greek and Arabic letter, so that those figures have the same bytes
    on every machine. A sign that no font has is an empty box.
    """
    there = {font.name for font in font_manager.fontManager.ttflist}
    return ("DejaVu Sans", *(name for name in _EAST_ASIAN if name in there))


def styled(plot: Callable[P, R]) -> Callable[P, R]:
    """Let a plot function draw inside `context()`."""

    @functools.wraps(plot)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        with context():
            return plot(*args, **kwargs)

    return drawn


class Plate(Figure):
    """A matplotlib figure with its title, caption and alt text, which shows itself when a notebook cell ends with it.

    A bare `Figure` is shown by Jupyter only where pyplot's inline backend is on; a plate needs neither.
    """

    heading: str = ""
    caption: str = ""
    alt: str = ""
    empty: bool = False
    """Whether all it says is that there is too little to show: a report then says so in a sentence, without a picture."""
    written: bytes = b""
    """The PNG that `save` wrote, which a notebook shows: drawing a figure once more takes as long as writing it."""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:  # noqa: ANN401
        png = b64encode(self.written or self.png()).decode("ascii")
        shown = {"alt": self.alt, "width": round(self.get_figwidth() * self.dpi)}
        return {"image/png": png, "text/plain": self.alt or repr(self)}, {"image/png": shown}

    def savefig(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (matplotlib's own signature)
        """Write as matplotlib does, in the toolkit's style, which text was measured in."""
        with context():
            super().savefig(*args, **kwargs)

    def png(self, dpi: float | None = None) -> bytes:
        """Give the figure as PNG bytes, at the style sheet's resolution for screens unless told."""
        held = io.BytesIO()
        self.savefig(held, format="png", dpi=dpi or self.dpi)
        return held.getvalue()


def ink_on(colour: str | tuple[float, float, float, float]) -> str:
    """Give black or white, whichever is read better on a colour (brightness, ITU-R BT.709 weights).

    Examples:
        >>> ink_on("#FFFFFF"), ink_on("#00314D")
        ('#222222', '#FFFFFF')
    """
    red, green, blue = to_rgb(colour)
    brightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#FFFFFF" if brightness < _DARK else INK

"""Figures to files: PNG and SVG of the same bytes at every run, with title, alt text, caption and provenance inside.

Nothing in a file names the time, the machine or the run. The bytes hold for one set of locked versions.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from html import escape
from importlib.metadata import version
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from framing.errors import InputError
from framing.figures.style import Plate, context

__all__ = ["save"]


def save(
    figure: Figure,
    folder: Path,
    name: str,
    *,
    alt: str = "",
    caption: str = "",
    provenance: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write `folder/name.png` and `folder/name.svg`, each beside its place and then renamed.

    `alt` and `caption` default to the plate's own. `provenance` says what the figure rests on (instruments, tables,
    options); the toolkit's version is added. PNG carries all of it as text chunks, SVG as title, desc and Dublin Core.

    Returns:
        The two paths, PNG first.

    Raises:
        InputError: the name has a folder or nothing in it, or there is no alt text: a figure without is not published.
    """
    title, alt, caption = _words(figure, name, alt, caption)
    if Path(name).name != name or not name:
        raise InputError(f'figure name is "{name}"; give a file name without folder or ending')
    if not alt:
        raise InputError(f"figure {name}: has no alt text; give save(…, alt=…) a sentence that says what is seen")
    source = {"toolkit": f"framing {version('framing')}", **dict(sorted((provenance or {}).items()))}
    written = {
        f"{name}.png": _png(figure, {"Title": title, "Description": alt, "Caption": caption, **source}),
        f"{name}.svg": _svg(figure, title, alt, caption, source),
    }
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(figure, Plate):
        figure.written = written[f"{name}.png"]
    return [_replace(folder / file, content) for file, content in written.items()]


def _words(figure: Figure, name: str, alt: str, caption: str) -> tuple[str, str, str]:
    if isinstance(figure, Plate):
        return figure.heading or name, alt or figure.alt, caption or figure.caption
    return name, alt, caption


COLOURS = 256
"""A chart has few colours: a palette of so many looks the same and is a quarter of the size."""

NEARLY_WHITE = 248
"""An octree's entry for paper stands a little below white; whatever is lighter than this is paper."""


def _png(figure: Figure, chunks: Mapping[str, str]) -> bytes:
    drawn, packed = io.BytesIO(), io.BytesIO()
    with context():
        # Not packed here: it is unpacked two lines on, and packing takes as long as drawing.
        unpacked = {"compress_level": 0}
        figure.savefig(drawn, format="png", metadata={"Software": None}, dpi=mpl.rcParams["savefig.dpi"], pil_kwargs=unpacked)
    words = PngInfo()
    for name, text in chunks.items():
        words.add_itxt(name, text)
    with Image.open(drawn) as image:
        dots = _few_colours(image.convert("RGB"))
        dots.save(packed, format="PNG", compress_level=6, pnginfo=words, dpi=image.info["dpi"])
    return packed.getvalue()


def _few_colours(image: Image.Image) -> Image.Image:
    """Give a picture a palette, with paper white in it."""
    dots = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    held = bytes(dots.getpalette() or ())
    entries = [held[at : at + 3] for at in range(0, len(held), 3)]
    dots.putpalette(b"".join(b"\xff\xff\xff" if min(entry) >= NEARLY_WHITE else entry for entry in entries))
    return dots


def _svg(figure: Figure, title: str, alt: str, caption: str, source: Mapping[str, str]) -> bytes:
    """Give the SVG; matplotlib knows Dublin Core only, so the accessible description is put in after its title."""
    held = io.StringIO()
    core = {
        "Title": title,
        "Description": caption or alt,
        "Source": "; ".join(f"{key}: {what}" for key, what in source.items()),
        "Date": None,
        "Creator": None,
    }
    with context():
        figure.savefig(held, format="svg", metadata=core)
    drawn = held.getvalue()
    drawn = drawn.replace("</title>", f"</title>\n <desc>{escape(alt, quote=False)}</desc>", 1)
    return drawn.replace("<svg ", '<svg role="img" ', 1).encode()


def _replace(path: Path, content: bytes) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    beside.write_bytes(content)
    return beside.replace(path)

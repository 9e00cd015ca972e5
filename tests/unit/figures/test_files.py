"""Saving: the same bytes at every run, words inside, nothing half written."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import pytest
from lxml import etree
from matplotlib.figure import Figure

from framing import figures
from framing.errors import InputError
from framing.figures.style import Plate


def chunks(png: bytes) -> dict[str, str]:
    """Read the text chunks of a PNG."""
    at, found = 8, {}
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"tEXt":
            key, _, text = body.partition(b"\0")
            found[key.decode()] = text.decode("latin-1")
        elif kind == b"iTXt":
            key, _, rest = body.partition(b"\0")
            text = rest[2:].split(b"\0", 2)[2]
            found[key.decode()] = (zlib.decompress(text) if rest[0] else text).decode()
        at += 12 + length
    return found


def plate(made: SimpleNamespace) -> Plate:
    figure = figures.forest(made.groups(("hedges",)), title="Forest & trees <1>", caption="Earlier coverage.")
    assert isinstance(figure, Plate)
    return figure


def test_bytes_repeat(made: SimpleNamespace, tmp_path: Path) -> None:
    first = figures.save(plate(made), tmp_path / "one", "forest")
    second = figures.save(plate(made), tmp_path / "two", "forest")
    assert [path.name for path in first] == ["forest.png", "forest.svg"]
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_a_users_settings_do_not_change_the_bytes(made: SimpleNamespace, tmp_path: Path) -> None:
    plain = figures.save(plate(made), tmp_path / "plain", "forest")
    with mpl.rc_context({"font.size": 20, "axes.grid": True, "svg.fonttype": "none", "savefig.dpi": 50}):
        other = figures.save(plate(made), tmp_path / "other", "forest")
    for one, two in zip(plain, other, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_png_tells_title_alt_caption_and_provenance(made: SimpleNamespace, tmp_path: Path) -> None:
    figure = plate(made)
    png, _ = figures.save(figure, tmp_path, "forest", provenance={"instruments": "hedges-rules 0.1"})
    told = chunks(png.read_bytes())
    assert told["Title"] == "Forest & trees <1>"
    assert told["Description"] == figure.alt
    assert told["Caption"] == "Earlier coverage."
    assert told["instruments"] == "hedges-rules 0.1"
    assert told["toolkit"].startswith("framing ")
    assert not {"Software", "Creation Time", "Author"} & set(told)


def test_svg_is_described_for_those_who_do_not_see_it(made: SimpleNamespace, tmp_path: Path) -> None:
    figure = plate(made)
    _, svg = figures.save(figure, tmp_path, "forest", provenance={"instruments": "hedges-rules"})
    text = svg.read_text(encoding="utf-8")
    assert [child.tag.rpartition("}")[2] for child in etree.fromstring(text.encode())][:2] == ["title", "desc"]
    assert '<svg role="img"' in text
    assert "<title>Forest &amp; trees &lt;1&gt;</title>" in text
    assert f"<desc>{figure.alt}</desc>" in text
    assert "hedges-rules" in text
    assert "Matplotlib v" not in text
    assert "dc:date" not in text
    assert "<text" not in text, "letters are outlines, so that every machine shows the same"


def test_png_is_sharp_enough_for_print(made: SimpleNamespace, tmp_path: Path) -> None:
    figure = plate(made)
    png = figures.save(figure, tmp_path, "forest")[0].read_bytes()
    (width,) = struct.unpack(">I", png[16:20])
    assert 150 <= width / figure.get_figwidth() <= 200


def test_nothing_else_is_left_in_the_folder(made: SimpleNamespace, tmp_path: Path) -> None:
    figures.save(plate(made), tmp_path, "forest")
    figures.save(plate(made), tmp_path, "forest")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["forest.png", "forest.svg"]


def test_a_failure_leaves_the_former_figure(made: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = figures.save(plate(made), tmp_path, "forest")[0].read_bytes()
    figure = plate(made)

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(figure, "savefig", broken)
    with pytest.raises(KeyboardInterrupt):
        figures.save(figure, tmp_path, "forest")
    assert (tmp_path / "forest.png").read_bytes() == before


def test_a_figure_without_alt_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no alt text"):
        figures.save(Figure(), tmp_path, "bare")


@pytest.mark.parametrize("name", ["", "a/b", "../up"])
def test_a_name_that_is_a_path_is_refused(name: str, made: SimpleNamespace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file name without folder"):
        figures.save(plate(made), tmp_path, name)

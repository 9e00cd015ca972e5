"""What coders are asked: a codebook with its unit, its items, and for each item the categories and their rules.

A codebook is a TOML file. Shipped ones stand in `codebooks/`; a study may have its own in its folder `codebooks/`, and its
`[[frames]]` become one by themselves. A revision raises `version`: codes of different versions are never put together.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from framing.errors import InputError
from framing.study import Frame, Study

__all__ = [
    "FRAMES",
    "RESERVED",
    "YES_NO",
    "Category",
    "Codebook",
    "Item",
    "Machine",
    "load_codebook",
    "read_codebook",
    "shipped",
]

FRAMES = "frames"
"""The name of the codebook that a study's `[[frames]]` become."""

RESERVED = "?bnqsu"
"""Keys of the terminal that no category may have: help, back, note, quit, skip, undo."""

KEYS = "1234567890acdefghijklmoprtvwxyz"
"""Keys that categories get in order where they name none: those of `RESERVED` left out."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=40)]
Label = Annotated[str, Field(pattern=r"^[^\s=+@'\-,\"](?:[^,\"\n]*[^\s,\"])?$", max_length=40)]
Scale = Literal["nominal", "ordinal", "interval", "ratio"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Category(_Strict):
    """One answer: what is written into the sheet, its number on a scale that has one, its key, and its rules."""

    code: Label
    value: float | None = None
    key: str = Field(default="", max_length=1)
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()


YES_NO = (Category(code="yes", value=1, key="1"), Category(code="no", value=0, key="0"))
"""The categories of an item that names none."""


class Machine(_Strict):
    """The evidence that an instrument gives on the same question; `labels` keeps some kinds of the layer only."""

    layer: str
    labels: tuple[str, ...] = ()


class Item(_Strict):
    """One question: its scale, its categories, and the measure and evidence that ask the same of a machine."""

    name: Slug
    question: str
    scale: Scale = "nominal"
    categories: tuple[Category, ...] = YES_NO
    machine: Machine | None = None
    measure: str = ""
    """The measure that these codes speak to; where its charts stand, the corrected estimate stands too."""

    @model_validator(mode="after")
    def _answerable(self) -> Item:
        codes = [category.code.casefold() for category in self.categories]
        if len(codes) < 2 or len(set(codes)) < len(codes):
            raise ValueError(f"item {self.name}: needs two or more categories, each with a code of its own")
        if self.scale != "nominal" and any(category.value is None for category in self.categories):
            raise ValueError(f"item {self.name}: on the {self.scale} scale every category needs a value, a number")
        keys = [self.key(category) for category in self.categories]
        if len(set(keys)) < len(keys) or set(keys) & set(RESERVED):
            raise ValueError(f"item {self.name}: give each category a key of its own, none of {' '.join(RESERVED)}")
        return self

    def key(self, category: Category) -> str:
        """Give the key that codes a category.

        Examples:
            >>> item = Item(name="present", question="Is it there?")
            >>> [item.key(category) for category in item.categories]
            ['1', '0']
        """
        return category.key or KEYS[self.categories.index(category) % len(KEYS)]

    @property
    def codes(self) -> tuple[str, ...]:
        """What may be written into a cell."""
        return tuple(category.code for category in self.categories)

    @property
    def valued(self) -> bool:
        """Whether a mean of its values says something: yes/no, and every scale that is not nominal."""
        return self.scale != "nominal" or self.binary

    @property
    def binary(self) -> bool:
        """Whether it is answered by 1 or 0."""
        return sorted(category.value is not None and category.value for category in self.categories) == [0, 1]

    def value(self, code: str) -> float:
        """Give the number of a category; NaN where it has none.

        Examples:
            >>> Item(name="present", question="Is it there?").value("yes")
            1.0
        """
        given = {category.code: category.value for category in self.categories}.get(code)
        return float("nan") if given is None else float(given)


class Codebook(_Strict):
    """A construct as coders are to see it.

    `unit` is what a row of the sheet holds; with `per = "actor"` there is a row for each actor named in it. `context` is how
    many sentences are shown before and after.
    """

    name: Slug
    version: int = Field(default=1, ge=1)
    construct_name: str = Field(alias="construct")
    definition: str
    unit: Literal["sentence", "passage", "section", "document"]
    per: Literal["unit", "actor"] = "unit"
    context: int = Field(default=0, ge=0, le=20)
    source: str = ""
    items: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _items_differ(self) -> Codebook:
        names = [item.name for item in self.items]
        if len(set(names)) < len(names) or set(names) & TAKEN:
            raise ValueError(f"items need names of their own, none of {', '.join(sorted(TAKEN))}")
        return self

    @property
    def id(self) -> str:
        """Its name and version, as sheets carry it: `tone@1`."""
        return f"{self.name}@{self.version}"

    def item(self, name: str) -> Item:
        """Give an item by its name."""
        return next(item for item in self.items if item.name == name)

    def asks_as(self, other: Codebook) -> bool:
        """Whether coders are asked the same: which instrument answers it too does not matter to them."""
        return self._asked() == other._asked()

    def _asked(self) -> dict[str, Any]:
        return self.model_dump(exclude={"items": {"__all__": {"machine", "measure"}}})

    def rules(self) -> str:
        """Give the codebook as text that a coder reads, a line a rule."""
        head = [f"{self.construct_name} ({self.id}). {self.definition}", f"Unit: {self.unit}, {self.context} sentences around."]
        return "\n".join([*head, *(line for item in self.items for line in _rules(item))])

    def to_toml(self) -> str:
        """Give the codebook as TOML, as a copy of it is kept beside the codes.

        Examples:
            >>> book = load_codebook("tone")
            >>> read_codebook(book.to_toml(), "copy") == book
            True
        """
        return "\n".join(_toml(self.model_dump(by_alias=True, exclude_none=True))) + "\n"


TAKEN = {"id", "actor", "before", "text", "after", "note", "coder", "codebook"}
"""Columns of every sheet."""


def _rules(item: Item) -> list[str]:
    lines = ["", f"{item.name} ({item.scale}): {item.question}"]
    for category in item.categories:
        said = [category.definition, f"Include: {category.include}" if category.include else ""]
        said += [f"Exclude: {category.exclude}" if category.exclude else "", *(f"E.g. {each}" for each in category.examples)]
        lines.append(f"  [{item.key(category)}] {category.code}  {' '.join(part for part in said if part)}".rstrip())
    return lines


def _toml(content: dict[str, Any], path: str = "") -> list[str]:
    lines = [f"{key} = {_plain(value)}" for key, value in content.items() if not _tabled(value)]
    for key, value in content.items():
        where = f"{path}{key}"
        for each in (value if isinstance(value, list | tuple) else [value]) if _tabled(value) else []:
            lines += ["", f"[[{where}]]" if isinstance(value, list | tuple) else f"[{where}]", *_toml(each, f"{where}.")]
    return lines


def _tabled(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list | tuple) and bool(value) and isinstance(value[0], dict))


def _plain(value: object) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def shipped() -> tuple[str, ...]:
    """Name the codebooks that come with the toolkit.

    Examples:
        >>> "tone" in shipped()
        True
    """
    folder = resources.files("framing.coding").joinpath("codebooks")
    return tuple(sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml")))


def load_codebook(name: str, study: Study | None = None) -> Codebook:
    """Find a codebook: a TOML file by its path, one of the study's folder `codebooks/`, its frames, or a shipped one.

    Raises:
        InputError: there is none of that name, or it says something that cannot be meant.

    Examples:
        >>> load_codebook("tone").unit
        'sentence'
        >>> load_codebook("tune")
        Traceback (most recent call last):
        framing.errors.InputError: there is no codebook tune; did you mean tone?
    """
    own = study.folder / "codebooks" if study is not None else Path()
    path = Path(name) if name.endswith(".toml") else own / f"{name}.toml"
    if name.endswith(".toml") or (study is not None and path.is_file()):
        return read_codebook(_content(path), str(path))
    if study is not None and study.frames and name == FRAMES:
        return _of_frames(study.frames)
    if name in shipped():
        text = resources.files("framing.coding").joinpath("codebooks", f"{name}.toml").read_text(encoding="utf-8")
        return read_codebook(text, f"{name}.toml")
    known = [*shipped(), *([FRAMES] if study is not None and study.frames else []), *sorted(p.stem for p in own.glob("*.toml"))]
    raise InputError(f"there is no codebook {name}; {_nearest(name, known)}")


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"it may be {', '.join(known)}, or the path of a TOML file"


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except OSError:
        raise InputError(f"{path}: there is no such file; name a codebook or the path of its TOML file") from None


def read_codebook(text: str, where: str) -> Codebook:
    """Read a codebook from TOML; `where` names it in errors.

    Raises:
        InputError: it is no TOML, or a key or value is wrong.
    """
    try:
        return Codebook.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: is not TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        said = str(first.get("ctx", {}).get("error", first["msg"]))
        raise InputError(f"{where}: {place + ': ' if place else ''}{said}; mend it, see docs/methods/human-coding.md") from None


def _of_frames(frames: Sequence[Frame]) -> Codebook:
    """Make a study's frames a codebook: one question a frame, asked of passages."""
    items = tuple(
        Item(
            name=frame.name,
            question=f"Does the passage frame the matter as {frame.title or frame.name}? {frame.definition}",
            categories=(
                Category(code="yes", value=1, key="1", definition=frame.definition, examples=frame.examples),
                Category(code="no", value=0, key="0"),
            ),
            machine=Machine(layer="frame", labels=(frame.name,)),
            measure=f"frame_{frame.name}",
        )
        for frame in frames
    )
    return Codebook(
        name=FRAMES,
        construct="Issue frames of the study",
        definition="Code a frame where the passage speaks of the matter in its terms, with or without its indicator words.",
        unit="passage",
        context=1,
        source="study.toml",
        items=items,
    )

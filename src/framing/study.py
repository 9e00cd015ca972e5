"""A study's configuration: `study.toml` as typed, checked values, and nothing else.

Every fault is one line that names the key, what it was, and what it may be.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from framing.errors import StudyError
from framing.tables import ENGLISH, TRUSTED_GENERIC_FRAMES, GenericFrame

__all__ = [
    "Actor",
    "Alignment",
    "Comparison",
    "Frame",
    "Hypothesis",
    "Instruments",
    "Sampling",
    "Study",
    "load_actors",
    "load_study",
    "name_of",
]

Name = Annotated[str, Field(pattern=r"^\S(.*\S)?$", max_length=80)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]


def _stays_below(path: str) -> str:
    if Path(path).is_absolute() or ".." in Path(path).parts:
        raise ValueError(f'"{path}" leads out of the study\'s folder; copy the file into it and give its name')
    return path


Below = Annotated[str, AfterValidator(_stays_below)]
"""The path of a file below the study's folder."""


class _Strict(BaseModel):
    # What checks a part on its own is made when it is first asked for: Study's own holds it too.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Actor(_Strict):
    """A collective or person the study names.

    `aliases` are names that stand for it, longest match first: country names, metonyms ("the Kremlin"), leaders.
    `adjectives` are demonyms ("Russian"), matched like aliases; evidence rows carry the kind as their label.
    `descriptions` ("the regime") stand for it where somebody acts or is acted on; they are no mentions, and count as none.
    """

    name: Name
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _named_with_words(self) -> Actor:
        names = (self.name, *self.aliases, *self.adjectives, *self.leaders)
        for alias in (*names, *self.descriptions):
            if not _holds_word(alias):
                raise ValueError(f'actor {self.name}: the alias "{alias}" holds no letter or digit; mend it or delete it')
        known = {name.casefold() for name in names}
        twice = next((each for each in self.descriptions if each.casefold() in known), None)
        if twice is not None:
            raise ValueError(f'actor {self.name}: "{twice}" is an alias and a description; keep one of them')
        return self


class Frame(_Strict):
    """An issue frame: name, definition, Entman's element, and the indicators that count for it.

    An indicator is one word or several; `*` at the end of a word stands for any ending.
    """

    name: Slug
    title: str = ""
    definition: str
    element: Literal["problem", "cause", "evaluation", "remedy"]
    indicators: tuple[str, ...] = Field(min_length=1)
    examples: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _indicated_by_words(self) -> Frame:
        for indicator in self.indicators:
            if not _holds_word(indicator):
                raise ValueError(
                    f'frame {self.name}: the indicator "{indicator}" holds no letter or digit; mend it or delete it'
                )
            if re.search(r"\*\w", indicator):
                raise ValueError(f'frame {self.name}: in "{indicator}" a * stands within a word; put it at the end of one')
        return self


def _holds_word(entry: str) -> bool:
    return any(letter.isalnum() for letter in entry)


class Sampling(_Strict):
    """Where the documents were sought and how they were chosen."""

    sought_in: str
    query: str = ""
    dates: str = ""
    inclusion: str = ""
    genre: str = ""
    language: str = ""
    selected_actors: tuple[str, ...] = ()
    """Actors named in the query: contrasts of how often they are mentioned mean nothing and are suppressed."""
    selected_measures: tuple[str, ...] = ()
    """Further measures by which the documents were chosen."""


class Comparison(_Strict):
    """Groups against each other, the target against a pool of coverage, or the two voices within the documents of a pool."""

    name: Name
    kind: Literal["groups", "target", "voices"]
    by: str = "group"
    groups: tuple[str, ...] = ()
    """groups: two or more values of `by`, compared in pairs; target and voices: those that form the pool, all if empty."""
    against: Literal["each", "rest"] = "each"
    """groups: each pair, or each group against all the others together."""
    within: str = ""
    """groups: labels are dealt out anew within each outlet, month or value of a column; everywhere if empty."""


class Hypothesis(_Strict):
    """What the study expects before looking: tested apart from the exploratory table."""

    id: Slug
    claim: str
    measure: str
    groups: tuple[str, str]
    """First and second side; the word `target` names the target."""
    by: str = "group"
    direction: Literal["greater", "less", "different", "none"]
    """What is expected of the first side; `none` expects no difference: a claim that a test can contradict, never prove."""
    actor: str = ""
    voice: Literal["all", "outlet", "attributed", "direct", "indirect", "imputed"] = "all"
    section: str = "all"
    instrument: str = ""


class Instruments(_Strict):
    """What is counted with what, declared before looking."""

    mask: tuple[str, ...] = ()
    """The study's own topic words that carry valence; `vader-news` and `news-tone` leave them out, with all actor names."""
    tone: Literal["vader", "vader-news", "news-tone", "hu-liu", "afinn"] = "vader-news"
    """The tone instrument of primary measures, hypotheses and figures; the others stand beside it."""
    also: tuple[Literal["hu-liu", "afinn"], ...] = ()
    """Tone instruments that are run beside `vader`, `vader-news` and `news-tone`, which always are."""
    generic_frames: tuple[GenericFrame, ...] = TRUSTED_GENERIC_FRAMES
    """Which of Semetko & Valkenburg's frames are counted; unless named, those that agreed with coders."""
    hedging: Literal["hedges-trained", "hedges-rules"] = "hedges-trained"
    """What finds hedges: a classifier over the rules, or the rules alone."""
    attribution: Literal["attribution-news", "attribution-rules"] = "attribution-news"
    """What finds cues and sources; the rules find no contents, so that voice is then told by quotation marks alone."""
    imputed: Literal["attributed", "outlet"] = "attributed"
    """Whose voice imputed hopes, views and plans are in comparisons: the source's, or the article's own."""
    power: Below = ""
    """A file of verbs rated for power, below the study's folder, in the layout of Sap et al., Rashkin et al. or one's own
    (`lexicons.ratings`), in place of the list that ships."""
    agency: Below = ""
    """A file of verbs rated for agency, likewise; without one, agency is counted by parts alone."""
    roles: Below = ""
    """A file of patterns that cast actors in roles (`lexicons.role_patterns`), likewise, in place of the list that ships."""
    syntax: Annotated[str, Field(pattern=r"^\S(.*\S)?$")] = ENGLISH
    """What reads who does what to whom: "english", the pipeline that comes with the package; the name or folder of another
    spaCy pipeline; or "none": pattern rules, without a parser."""


class Alignment(_Strict):
    """Which documents tell the same event, so that their passages can be held against each other; off unless named."""

    events: str = ""
    """Column of `sources.csv` whose equal values are the same event."""
    embeddings: str = ""
    """An installed sentence-transformers model in place of TF-IDF; nothing is downloaded."""


class Study(_Strict):
    """A study folder: its documents, what to look for, what to compare, and what it must say of itself."""

    name: Slug
    title: str
    folder: Path
    target: str
    seed: int = Field(default=20240619, ge=0)
    resamples: int = Field(default=10_000, ge=100, le=1_000_000)
    caveat: str = ""
    """Said in every caption and in the report's first lines."""
    made_up: bool = False
    """The texts were written for the software, not by newsrooms: every figure says so."""
    term_threshold: int = Field(default=3, ge=1)
    """Words in fewer documents than this are withheld from the terms table."""
    prior: str = ""
    """A CSV file (term, count) below the study's folder, whose words are the prior of keywords; the study's own if empty."""
    ngrams: Literal[0, 2, 3] = 0
    """Keywords of so many words in a row too, where the texts are; none with 0."""
    by: str = "group"
    primary: tuple[str, ...] = ("tone", "hedges", "boosters", "attributions")
    sampling: Sampling | None = None
    actors: tuple[Actor, ...] = ()
    frames: tuple[Frame, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    instruments: Instruments = Instruments()
    alignment: Alignment = Alignment()

    @model_validator(mode="after")
    def _consistent(self) -> Study:
        _claimed_once(self.actors)
        for what, names in (
            ("actor", [actor.name for actor in self.actors]),
            ("frame", [frame.name for frame in self.frames]),
            ("comparison", [comparison.name for comparison in self.comparisons]),
            ("hypothesis", [hypothesis.id for hypothesis in self.hypotheses]),
        ):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ValueError(f'the {what} "{twice}" stands twice; give each a name of its own')
        for comparison in self.comparisons:
            _sides_differ(f'the comparison "{comparison.name}"', comparison.groups)
            if comparison.kind == "groups" and len(comparison.groups) < 2:
                raise ValueError(f'the comparison "{comparison.name}" has fewer than two groups; name two or more')
        for hypothesis in self.hypotheses:
            _sides_differ(f"the hypothesis {hypothesis.id}", hypothesis.groups)
        _selected_actors_listed(self.sampling, self.actors)
        return self

    @property
    def tables(self) -> Path:
        """Where its numbers are kept."""
        return self.folder / "tables"

    @property
    def texts(self) -> Path:
        """Where its texts are kept, where they are."""
        return self.folder / "texts"

    @property
    def trees(self) -> Path:
        """Where its sentences are kept as parsed: as private as the texts, and made again by parsing."""
        return self.folder / "trees"

    def read_by(self, syntax: str) -> Study:
        """Give the study with another `[instruments] syntax`."""
        return self.model_copy(update={"instruments": self.instruments.model_copy(update={"syntax": syntax})})


def _claimed_once(actors: tuple[Actor, ...]) -> None:
    claimed: dict[str, str] = {}
    for actor in actors:
        for alias in {actor.name, *actor.aliases, *actor.adjectives, *actor.leaders, *actor.descriptions}:
            holder = claimed.setdefault(alias.casefold(), actor.name)
            if holder != actor.name:
                raise ValueError(f'the alias "{alias}" is claimed by {holder} and by {actor.name}; give it to one of them')


def _sides_differ(what: str, groups: tuple[str, ...]) -> None:
    twice = next((name for name in groups if groups.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f'{what} names the group "{twice}" twice; name each once')


def _selected_actors_listed(sampling: Sampling | None, actors: tuple[Actor, ...]) -> None:
    """Refuse a name that would suppress nothing: what the documents were chosen by would stand there as a finding."""
    known = [actor.name for actor in actors]
    for name in sampling.selected_actors if sampling is not None and known else ():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else "list it under [[actors]]"
            raise ValueError(f'sampling.selected_actors names "{name}", who is no actor of the study; {hint}')


def load_study(folder: str | Path) -> Study:
    """Read `study.toml` in a folder.

    Raises:
        StudyError: there is none, it is no TOML, or a key or value is wrong; the line says which and how to mend it.
    """
    folder = Path(folder)
    path = folder if folder.suffix == ".toml" else folder / "study.toml"
    content = _toml(path)
    head = content.pop("study", {})
    if not isinstance(head, dict):
        raise StudyError(f"{path}: study is no table; begin it with [study]")
    values = {**content, **head, "folder": path.parent}
    values.setdefault("name", path.parent.resolve().name)
    return _checked(Study, values, path)


def name_of(path: Path) -> str:
    """Give the name in a `study.toml`, or that of its folder; empty where the file cannot be read."""
    try:
        head = _toml(path).get("study", {})
    except StudyError:
        return ""
    return str(head.get("name", path.parent.resolve().name)) if isinstance(head, dict) else ""


def load_actors(path: str | Path) -> Study:
    """Read the `[[actors]]` (and `[[frames]]`, `[instruments]`) of a TOML file that need not be a study.

    Raises:
        StudyError: as `load_study`.
    """
    path = Path(path)
    content = _toml(path)
    values: dict[str, Any] = {key: content[key] for key in ("actors", "frames", "instruments") if key in content}
    if "actors" not in values:
        raise StudyError(f"{path}: names no actors; begin each with [[actors]] and give it a name and aliases")
    return _checked(Study, {**values, "name": "actors", "title": "", "folder": path.parent, "target": ""}, path)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise StudyError(f"{path}: there is no such file; `framing init {path.parent}` makes one to fill in") from None
    except IsADirectoryError:
        raise StudyError(f"{path}: is a folder; name the file") from None
    except UnicodeDecodeError:
        raise StudyError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"{path}: is not TOML: {error}") from None


def _checked(model: type[Study], values: dict[str, Any], path: Path) -> Study:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        # A mistyped key is both unknown and missing; the unknown one is what the user sees in the file.
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        raise StudyError(f"{path}: {_explained(model, first)}") from None


def _explained(model: type[BaseModel], error: Any) -> str:  # noqa: ANN401  (pydantic's own error record)
    place = _place(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys_at(model, error["loc"][:-1])
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else f"it may be {', '.join(known)}"
        return f"unknown key {place}; {hint}"
    if kind == "missing":
        return f"{place} is missing; add it"
    if kind == "value_error":
        return str(context.get("error", error["msg"]))
    given = repr(error["input"]) if not isinstance(error["input"], dict | list) else _CONTAINERS[type(error["input"])]
    wanted = _WANTED.get(kind, f"{error['msg'][0].lower()}{error['msg'][1:]}")
    if kind == "string_pattern_mismatch":
        wanted = _SLUG if "a-z" in context["pattern"] else "give a name without white space at its ends"
    return f"{place} is {given}; {wanted}"


_CONTAINERS = {dict: "a table", list: "a list"}
_SLUG = "use lower-case letters, digits, - and _"
_WANTED = {
    "int_parsing": "give a whole number",
    "int_type": "give a whole number",
    "int_from_float": "give a whole number",
    "bool_parsing": "give true or false",
    "bool_type": "give true or false",
    "string_type": "give a text in quotes",
    "tuple_type": 'give a list in square brackets, such as ["a", "b"]',
    "model_type": "give a table: a line with its name in square brackets, then its keys",
}
"""What a value of a wrong type should be, by pydantic's name of the fault."""


def _place(location: tuple[int | str, ...]) -> str:
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".")


_TABLES: dict[str, type[BaseModel]] = {
    "actors": Actor,
    "frames": Frame,
    "sampling": Sampling,
    "comparisons": Comparison,
    "hypotheses": Hypothesis,
    "instruments": Instruments,
    "alignment": Alignment,
}


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    chosen = _TABLES.get(str(location[0]), model) if location else model
    return [key for key in chosen.model_fields if key != "folder"]

r"""What a document is: an article's canonical text, what is known of it, and where its parts stand.

The canonical text is what the reader yields (newlines as `\n`, markup gone). Nothing is ever cut out of it:
sections and blocks are ranges of code points, and page furniture is a range that no block covers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Block", "Document", "Dropped", "Heading", "Section"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the source itself marks (HTML h1 … h6): its range in the text and its level."""

    start: int
    end: int
    level: int


class Section(NamedTuple):
    """A headed part: number `00` headline, `01` lead, `02` … body; the range includes its heading."""

    number: str
    role: str
    level: int
    heading: str
    start: int
    end: int


class Block(NamedTuple):
    """A heading or a paragraph: sentences never cross it. `section` indexes `Document.sections`."""

    start: int
    end: int
    section: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Dropped:
    """Page furniture: a range of the text that no block covers, and the rule that says so."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` is None where it is withheld; ids are strings, whatever they look like.

    Examples:
        >>> Document(id="001", text="One line.").id
        '001'
    """

    id: str
    text: str | None
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    sha256: str = ""
    text_sha256: str = ""
    extractor: str = ""
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The study's own columns (group, country, genre, …)."""
    headings: tuple[Heading, ...] | None = None
    """Headings that the source marks; None where the source shows none and they are to be found."""
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    dropped: tuple[Dropped, ...] = ()

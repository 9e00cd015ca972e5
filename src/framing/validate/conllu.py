"""Treebanks in CoNLL-U: sentences as columns, with the text that they stand in put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from framing.errors import InputError

__all__ = ["Sentence", "genre_of", "sentences"]

ID, FORM, LEMMA, CLASS, TAG, MORPH, HEAD, RELATION, _, MISC = range(10)
"""Columns of CoNLL-U (universaldependencies.org/format.html)."""


@dataclass
class Sentence:
    """A sentence as columns, a word a place; `heads` count from 0, a root's is itself."""

    document: str
    paragraph: bool
    """Whether a paragraph begins with it."""
    text: str = ""
    space: bool = True
    """Whether a space follows it."""
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Offsets in `text`; a word that is not spelt out there ("im" for "I am") has all of what stands for it."""
    ends: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)

    @property
    def genre(self) -> str:
        """The genre of its document."""
        return genre_of(self.document)


def genre_of(document: str) -> str:
    """Give the genre that a document's id names.

    Examples:
        >>> genre_of("GUM_news_homeopathic"), genre_of("weblog-blogspot.com_x"), genre_of("")
        ('news', 'weblog', '')
    """
    return document.split("_")[1] if document.startswith("GUM_") else document.split("-")[0]


def sentences(text: str, name: str) -> Iterator[Sentence]:
    r"""Read the sentences of a CoNLL-U file; an empty text gives none.

    Args:
        text: the file's content.
        name: of the file, for errors.

    Raises:
        InputError: a line of a word has not ten columns, or its head is no number; a sentence lacks words.

    Examples:
        >>> lines = ["# newdoc id = GUM_news_a", "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
        ...          "1\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_", "2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_", "", ""]
        >>> [found] = sentences("\n".join(lines), "a.conllu")
        >>> found.text, found.starts, found.ends, found.heads, found.relations, found.space
        ("don't", [0, 2], [2, 5], [0, 0], ['root', 'advmod'], False)
    """
    made = Sentence("", paragraph=True)
    pending: list[list[str]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.startswith("# newdoc"):
            made.document, made.paragraph = line.partition("=")[2].strip(), True
        elif line.startswith("# newpar"):
            made.paragraph = True
        elif line[:1].isdigit():
            columns = line.split("\t")
            if len(columns) != 10 or not (columns[HEAD].isdigit() or not columns[ID].isdigit()):
                raise InputError(f"{name}: line {number} is not CoNLL-U; a word has ten columns, its head a number")
            pending.append(columns)
        elif not line.strip() and pending:
            _require_whole(pending, f"{name}: the sentence that ends before line {number}")
            _fill(made, pending)
            yield made
            made, pending = Sentence(made.document, paragraph=False), []


def _require_whole(rows: Sequence[Sequence[str]], where: str) -> None:
    """Refuse a sentence of which words are missing: heads would point past its end."""
    words = [(int(row[ID]), int(row[HEAD])) for row in rows if row[ID].isdigit()]
    if [number for number, _ in words] != list(range(1, len(words) + 1)) or any(head > len(words) for _, head in words):
        raise InputError(f"{where} lacks words; copy the file again, or take the sentence out")


def _fill(made: Sentence, rows: Sequence[Sequence[str]]) -> None:
    inside = 0
    """The last word of the multiword token that is being read."""
    for at, row in enumerate(rows):
        if "." in row[ID]:
            continue
        spaced = "SpaceAfter=No" not in row[MISC]
        if "-" in row[ID]:
            first, inside = map(int, row[ID].split("-"))
            parts = [other for other in rows[at + 1 :] if other[ID].isdigit() and int(other[ID]) <= inside]
            _multiword(made, row[FORM], [part[FORM] for part in parts][: inside - first + 1], spaced=spaced)
        elif int(row[ID]) > inside:
            _token(made, row[FORM], spaced=spaced)
        if row[ID].isdigit():
            _columns(made, row)


def _token(made: Sentence, form: str, *, spaced: bool) -> None:
    made.text += " " * (made.space and bool(made.text))
    made.starts.append(len(made.text))
    made.text += form
    made.ends.append(len(made.text))
    made.space = spaced


def _multiword(made: Sentence, form: str, parts: Sequence[str], *, spaced: bool) -> None:
    if "".join(parts) != form:
        _token(made, form, spaced=spaced)
        made.starts += [made.starts[-1]] * (len(parts) - 1)
        made.ends += [made.ends[-1]] * (len(parts) - 1)
        return
    for place, part in enumerate(parts):
        _token(made, part, spaced=spaced if place == len(parts) - 1 else False)


def _columns(made: Sentence, row: Sequence[str]) -> None:
    root = row[HEAD] == "0"
    made.words.append(row[FORM])
    made.lemmas.append(row[LEMMA])
    made.classes.append(row[CLASS])
    made.tags.append(row[TAG])
    made.morphs.append("" if row[MORPH] == "_" else row[MORPH])
    made.heads.append(int(row[ID]) - 1 if root else int(row[HEAD]) - 1)
    made.relations.append("root" if root else row[RELATION])

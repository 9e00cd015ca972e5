"""One Markdown article → a document: headings with their levels, the marks of links and emphasis taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.corpus.documents import Document, Heading
from framing.corpus.encoding import decode
from framing.corpus.plain import hashed, hashed_bytes, require_letters

__all__ = ["read_markdown"]

_FRONT = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_FIELD = re.compile(r"^(title|outlet|published|date|url|language|lang)\s*:\s*(.+)$", re.MULTILINE | re.IGNORECASE)
_NAMES = {"date": "published", "lang": "language"}
_SETEXT = re.compile(r"^([^\n#>\-=].*)\n(=+|-{3,})[ \t]*$", re.MULTILINE)
_MARKS = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(?<![\w*])(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$", re.MULTILINE), ""),
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")


def read_markdown(raw: bytes, identity: str, name: str) -> Document:
    r"""Read the bytes of a Markdown file as one document, not segmented yet.

    Front matter (`title`, `outlet`, `published` or `date`, `url`, `language`) becomes the document's columns.

    Raises:
        InputError: the bytes are no text, or hold no letters.

    Examples:
        >>> read_markdown(b"# Talks\n\nEnvoys **met**.\n\n## Fees\n\nThey rose.", "a", "a.md").text
        'Talks\n\nEnvoys met.\n\nFees\n\nThey rose.'
    """
    source, encoding = decode(raw, name)
    front = _FRONT.match(source)
    fields = {k.lower(): v.strip().strip("\"'") for k, v in _FIELD.findall(front[1])} if front else {}
    fields = {_NAMES.get(key, key): value for key, value in fields.items()}
    text, headings = _unmarked(source[front.end() :] if front else source)
    require_letters(text, name)
    title = fields.get("title", "") or next((text[h.start : h.end] for h in headings if h.start == 0 and h.level == 1), "")
    if title and not text.startswith(title):
        shift = len(title) + 2
        text, headings = f"{title}\n\n{text}", [Heading(h.start + shift, h.end + shift, h.level) for h in headings]
    return Document(
        id=identity,
        text=text,
        title=title,
        sha256=hashed_bytes(raw),
        text_sha256=hashed(text),
        extractor="markdown",
        encoding=encoding,
        headings=tuple(headings) if any(h.level > 1 for h in headings) else None,
        outlet=fields.get("outlet", ""),
        published=fields.get("published", ""),
        url=fields.get("url", ""),
        language=fields.get("language", ""),
    )


def _unmarked(source: str) -> tuple[str, list[Heading]]:
    """Take off the marks, one paragraph a line, and say where the headings came to stand."""
    source = _SETEXT.sub(lambda m: f"\n{'#' if m[2][0] == '=' else '##'} {m[1]}\n", source)
    for pattern, kept in _MARKS:
        source = pattern.sub(kept, source)
    lines: list[str] = []
    headings: list[Heading] = []
    start = 0
    for paragraph in _paragraphs(source):
        mark = _HEADING.fullmatch(paragraph)
        line = mark[2] if mark else paragraph
        if not line:
            continue
        if mark:
            headings.append(Heading(start, start + len(line), len(mark[1])))
        lines.append(line)
        start += len(line) + 2
    return "\n\n".join(lines), headings


def _paragraphs(source: str) -> Iterator[str]:
    """Join the lines of each paragraph, as Markdown does; headings and list items stand for themselves."""
    held: list[str] = []
    for raw in [*source.split("\n"), ""]:
        line = " ".join(_ITEM.sub("", raw, count=1).split()) if _ITEM.match(raw) else " ".join(raw.split())
        heading = _HEADING.fullmatch(line) is not None
        if held and (not line or heading or _ITEM.match(raw)):
            yield " ".join(held)
            held = []
        if heading:
            yield line
        elif line:
            held.append(line)

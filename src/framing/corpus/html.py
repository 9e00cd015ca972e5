"""One HTML page → a document: trafilatura finds the article, its headings and its quotations; comments stay out."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from framing.corpus.documents import Document, Heading
from framing.corpus.encoding import decode
from framing.corpus.plain import hashed, hashed_bytes, require_letters
from framing.corpus.sections import same_title
from framing.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_html"]

_CHARSET = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
"""Bytes: HTML demands the charset within the first 1024; pages in the wild are a little later."""

_LANGUAGE = re.compile(r"""<html[^>]*\slang\s*=\s*["']?([A-Za-z]{2,3})""", re.IGNORECASE)
_BLOCKS = frozenset({"p", "head", "item", "row", "code", "quote"})
_LOGGERS = ("trafilatura", "htmldate", "courlan", "readability")


def read_html(raw: bytes, identity: str, name: str) -> Document:
    r"""Read the bytes of an HTML page as one document, not segmented yet.

    Headings keep their levels (h1 … h6), quotations and list items are paragraphs of their own. Tables are left out
    where there is an article without them. Title, date, outlet and address come from the page's metadata where it has any.

    Raises:
        InputError: the page holds no article, or its bytes are no text.

    Examples:
        >>> page = b"<html><body><article><h1>Talks</h1><h2>Fees</h2><p>Envoys met on Monday.</p></article></body></html>"
        >>> read_html(page, "a", "a.html").text
        'Talks\n\nFees\n\nEnvoys met on Monday.'
    """
    declared = _CHARSET.search(raw, 0, _DECLARED_WITHIN)
    charset = next(filter(None, declared.groups())).decode("ascii", "ignore") if declared else ""
    page, encoding = decode(raw, name, charset)
    found = _extracted(page)
    blocks = list(_blocks(found.body)) if found is not None and found.body is not None else []
    if not blocks:
        raise InputError(f"{name}: no article was found in the page; save its text as .txt")
    first, level = blocks[0]
    title = first if level == 1 else _line(found.title or "")
    if title and not same_title(first, title):
        blocks.insert(0, (title, 1))
    elif level is not None:
        blocks[0] = (first, 1)
    text, headings = _laid_out(blocks)
    require_letters(text, name)
    language = _LANGUAGE.search(page[:_DECLARED_WITHIN])
    return Document(
        id=identity,
        text=text,
        title=title,
        outlet=_line(found.sitename or ""),
        published=found.date or "",
        url=found.url or "",
        language=language[1].lower() if language else "",
        sha256=hashed_bytes(raw),
        text_sha256=hashed(text),
        extractor="trafilatura",
        encoding=encoding,
        # A page that marks its title only shows no headings: they may still be there, in bold.
        headings=headings if any(heading.level > 1 for heading in headings) else None,
    )


def _extracted(page: str) -> Any:  # noqa: ANN401  (trafilatura's own record)
    """Ask trafilatura for the article; with tables only where nothing is found without them."""
    from trafilatura import bare_extraction

    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for tables in (False, True):
            found: Any = bare_extraction(
                page, favor_recall=True, include_comments=False, include_tables=tables, with_metadata=True, deduplicate=False
            )
            if found is not None and found.body is not None and "".join(found.body.itertext()).strip():
                return found
    return None


def _blocks(body: _Element) -> Iterator[tuple[str, int | None]]:
    """Give each paragraph, heading, list item and table row in order with its heading level, None where it has none."""
    for element in body.iter(*_BLOCKS):
        if any(child.tag in _BLOCKS for child in element.iterdescendants()):
            continue
        line = _line(" ".join(element.itertext()) if element.tag == "row" else "".join(_words(element)))
        if line:
            yield line, int((element.get("rend") or "h2")[1:2] or 2) if element.tag == "head" else None


def _words(element: _Element) -> Iterator[str]:
    """Give the text below an element; a line break is white space."""
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield " "
        else:
            yield from _words(child)
        yield child.tail or ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _laid_out(blocks: list[tuple[str, int | None]]) -> tuple[str, tuple[Heading, ...]]:
    """Set one block a paragraph, and say where the headings came to stand."""
    headings = []
    start = 0
    for line, level in blocks:
        if level is not None:
            headings.append(Heading(start, start + len(line), level))
        start += len(line) + 2
    return "\n\n".join(line for line, _ in blocks), tuple(headings)

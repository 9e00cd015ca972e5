"""Bytes → text: byte order mark, then the declared charset, then strict UTF-8, then a guess that says it is one."""

from __future__ import annotations

import codecs

from framing.errors import InputError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

GUESSED = " (guessed)"

_COMMONEST = "cp1252"

_SAMPLE = 1 << 18
"""Bytes shown to charset-normalizer: its time grows with the text, its certainty no more after this many."""

_LOWEST_TEXT = 0.3
"""A file with more than this share of control bytes is no text in any encoding."""


def decode(raw: bytes, name: str, declared: str = "") -> tuple[str, str]:
    r"""Give the text of some bytes and the encoding used.

    Args:
        raw: the bytes of a file, uncompressed.
        name: what errors call it.
        declared: the charset that the source itself declares, if any.

    Returns:
        The text, its byte order mark off and newlines as `\n`, and the encoding; " (guessed)" marks a guess.
        No bytes give an empty text.

    Raises:
        InputError: the bytes are no text, hold NUL, or fit no encoding throughout.

    Examples:
        >>> decode(b"caf\xc3\xa9", "a.txt")
        ('café', 'utf-8')
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _newlines(_strict(raw, encoding, name)), encoding
    if b"\0" in raw:
        raise InputError(_nul(raw, name))
    for encoding in (declared, "utf-8"):
        text = _fits(raw, encoding) if encoding else None
        if text is not None:
            return _newlines(text), codecs.lookup(encoding).name
    if _looks_binary(raw):
        raise InputError(f"{name}: is binary, not text; give .txt .md .html .jsonl .csv .parquet (or .gz of these)")
    text, encoding = _guess(raw, name)
    return _newlines(text), encoding + GUESSED


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: begins as {encoding} but byte {error.start} is not; it mixes encodings: save it anew as UTF-8"
        ) from None


def _fits(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(raw: bytes, name: str) -> tuple[str, str]:
    import logging

    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    _refuse_mixture(raw, name)
    # A sample cut within a character would rule out its own encoding: cut at a line's end where there is one.
    cut = raw.rfind(b"\n", 0, _SAMPLE) + 1 if len(raw) > _SAMPLE else 0
    best = from_bytes(raw[: cut or _SAMPLE]).best()
    text = _fits(raw, best.encoding) if best else None
    if best is None or text is None:
        raise InputError(f"{name}: fits no encoding throughout; it may mix encodings: save it anew as UTF-8")
    # Kin of cp1252 often read a text alike; the commonest name is then the likeliest.
    encoding = _COMMONEST if _fits(raw, _COMMONEST) == text else best.encoding
    return text, codecs.lookup(encoding).name


def _refuse_mixture(raw: bytes, name: str) -> None:
    """Refuse a file whose lines are UTF-8 here and something else there: any one guess would garble a part."""
    lines = raw.split(b"\n")
    broken = [number for number, line in enumerate(lines, 1) if not line.isascii() and _fits(line, "utf-8") is None]
    whole = sum(not line.isascii() and _has_utf8(line) for line in lines)
    if broken and whole:
        raise InputError(
            f"{name}, line {broken[0]}: is not UTF-8 while other lines are; the file mixes encodings: save it anew as UTF-8"
        )


def _has_utf8(line: bytes) -> bool:
    """Tell whether a line with bytes beyond ASCII is UTF-8; chance text in a one-byte encoding hardly ever is."""
    return _fits(line, "utf-8") is not None


def _looks_binary(raw: bytes) -> bool:
    sample = raw[:4096]
    control = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in sample)
    return control > _LOWEST_TEXT * len(sample) or sample.startswith((b"\x89PNG", b"%PDF", b"\xff\xd8\xff", b"PK\x03\x04"))


def _nul(raw: bytes, name: str) -> str:
    if _looks_binary(raw):
        return f"{name}: is binary, not text; give .txt .md .html .jsonl .csv .parquet (or .gz of these)"
    line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
    return f"{name}, line {line}: holds a NUL byte; save the text anew as UTF-8"


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

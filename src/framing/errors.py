"""What can go wrong, in the words of the person who has to mend it.

Every error names the thing, what it was, what it may be, and the mend.
The command line turns a `FramingError` into one line and exit status 1.
"""

from __future__ import annotations

__all__ = ["FramingError", "InputError", "StudyError", "TableError"]


class FramingError(Exception):
    """Any fault of the input that a user can mend; its text is one line: what, where, how to mend it.

    Examples:
        >>> str(FramingError("notes.txt: is empty; give a file with an article in it"))
        'notes.txt: is empty; give a file with an article in it'
    """


class InputError(FramingError):
    """A document, or a file that should hold documents, cannot be read.

    Examples:
        >>> raise InputError("a.jsonl, line 3: not JSON; mend or delete the line")
        Traceback (most recent call last):
        framing.errors.InputError: a.jsonl, line 3: not JSON; mend or delete the line
    """


class StudyError(FramingError):
    """A study's configuration says something that cannot be meant.

    Examples:
        >>> raise StudyError("study.toml: unknown key taget; did you mean target?")
        Traceback (most recent call last):
        framing.errors.StudyError: study.toml: unknown key taget; did you mean target?
    """


class TableError(FramingError):
    """A table lacks columns, or holds what its schema in `framing.tables` does not allow.

    Examples:
        >>> raise TableError("sections.parquet: has no column role; run `framing measure` again")
        Traceback (most recent call last):
        framing.errors.TableError: sections.parquet: has no column role; run `framing measure` again
    """

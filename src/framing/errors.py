"""What can go wrong, in the words of the person who has to mend it.

Every error names the thing, what it was, what it may be, and the mend.
The command line turns a `FramingError` into one line and exit status 1.
"""

from __future__ import annotations

__all__ = ["CallError", "FramingError", "InputError", "StudyError", "TableError"]


class FramingError(Exception):
    """Any fault of the input that a user can mend; its text is one line: what, where, how to mend it.

    Examples:
        >>> str(FramingError("notes.txt: is empty; give a file with an article in it"))
        'notes.txt: is empty; give a file with an article in it'
    """


class CallError(FramingError):
    """The call is at fault, not the input: an option names what is not there. The command line exits with 2.

    Examples:
        >>> raise CallError("there is no layer hedges; it may be hedge, tone")
        Traceback (most recent call last):
        framing.errors.CallError: there is no layer hedges; it may be hedge, tone
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

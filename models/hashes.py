"""SHA-256 of the files a model was trained on, for its card."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     empty = Path(folder) / "empty"
    ...     _ = empty.write_bytes(b"")
    ...     sha256(empty)[:8]
    'e3b0c442'
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()

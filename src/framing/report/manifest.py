"""What a report was made from and what it consists of, by hash: never when, where or by whom."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from framing.study import Study

__all__ = ["digest", "inputs", "read_manifest", "write_manifest"]

NAME = "manifest.json"


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def inputs(study: Study, tables: Path) -> dict[str, str]:
    """Name what a study's results rest on: its configuration, its parser, its tables, and the toolkit's version."""
    coded = sorted((study.folder / "codes").glob("*.parquet"))
    files = [study.folder / "study.toml", *sorted(tables.glob("*.parquet")), *coded]
    syntax = {"syntax": study.instruments.syntax} if study.actors else {}
    aligned = {"embeddings": study.alignment.embeddings} if study.alignment.embeddings else {}
    return {"framing": version("framing"), **syntax, **aligned, **{path.name: digest(path) for path in files if path.exists()}}


def write_manifest(
    folder: Path, study: Study, made_from: Mapping[str, str], *, texts: bool, files: Iterable[Path] = ()
) -> Path:
    """Write `manifest.json` beside its place and then rename it."""
    from framing.lexicons import cards

    content = {
        "study": study.name,
        "schema_version": SCHEMA_VERSION,
        "inputs": dict(made_from),
        "texts": "recomputed from the texts" if texts else "drawn from the shipped tables, without the texts",
        "options": {"seed": study.seed, "resamples": study.resamples},
        "parser": _parser(study) if texts else "",
        "instruments": {
            card.name: {"version": card.version, "licence": card.licence, "validated": card.validated} for card in cards()
        },
        "files": {str(path.relative_to(folder)): digest(path) for path in sorted(files)},
    }
    path = folder / NAME
    beside = path.with_name(f".{NAME}.{os.getpid()}.partial")
    beside.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)
    return path


def _parser(study: Study) -> str:
    """Name the pipeline that reads the study's relations, with version and hash; empty where none does."""
    from framing.measures.syntactic import model_of
    from framing.text.syntax import pipeline_name

    model = model_of(study)
    return pipeline_name(model) if study.actors and model is not None else ""


def read_manifest(folder: Path) -> dict[str, Any]:
    """Give a report's manifest; empty where there is none or it cannot be read."""
    try:
        content: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content

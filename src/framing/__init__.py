"""How an article frames a matter, held against other coverage: section by section, with the words behind every number.

The verbs, in the order of the work:

- `load_study`, `load_actors`: a study's configuration
- `read`: files → documents
- `profile`, `evidence`, `concordance`, `to_nltk`: one article or a few, without a study
- `tone_scores`: any list of sentences, as vaderSentiment scores them
- `measure`, `contrast`, `results`, `make_report`: a whole study
- `figures`: a table → a chart
- `coding.widget`: a sheet coded by hand in a notebook

Everything is loaded when it is first used: `import framing` takes no time.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would cost `framing --help` a fifth of its time
if TYPE_CHECKING:
    from typing import Any

    from framing import figures
    from framing.articles import concordance, evidence, profile, to_nltk
    from framing.corpus.read import read
    from framing.errors import FramingError
    from framing.measures.tone import scores as tone_scores
    from framing.pipeline import Results, contrast, make_report, measure, results
    from framing.store import open_tables
    from framing.study import Study, load_actors, load_study

__all__ = [
    "FramingError",
    "Results",
    "Study",
    "concordance",
    "contrast",
    "evidence",
    "figures",
    "load_actors",
    "load_study",
    "make_report",
    "measure",
    "open_tables",
    "profile",
    "read",
    "results",
    "to_nltk",
    "tone_scores",
]

_HOMES = {
    "FramingError": "framing.errors",
    "Study": "framing.study",
    "load_actors": "framing.study",
    "load_study": "framing.study",
    "read": "framing.corpus.read",
    "concordance": "framing.articles",
    "evidence": "framing.articles",
    "profile": "framing.articles",
    "to_nltk": "framing.articles",
    "Results": "framing.pipeline",
    "contrast": "framing.pipeline",
    "make_report": "framing.pipeline",
    "measure": "framing.pipeline",
    "open_tables": "framing.store",
    "results": "framing.pipeline",
    "tone_scores": "framing.measures.tone",
}


_RENAMED = {"tone_scores": "scores"}
_ROOMS = ("coding", "figures")


def __getattr__(name: str) -> Any:  # noqa: ANN401  (PEP 562: whatever the name stands for)
    from importlib import import_module

    if name in _ROOMS:
        return import_module(f"framing.{name}")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), _RENAMED.get(name, name))
    raise AttributeError(f"module 'framing' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__

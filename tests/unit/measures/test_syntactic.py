"""The syntax tier: which instrument reads a study, and that readers are kept apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from framing.compare.cells import cells
from framing.corpus.documents import Document
from framing.errors import InputError
from framing.measures.registry import annotators, instruments, rests_on_syntax
from framing.measures.relation_patterns import PATTERNS
from framing.measures.relations import INSTRUMENT
from framing.pipeline import measure_documents
from framing.study import Actor, Study
from framing.validate.documents import of_lines

ACTORS = (Actor(name="Arland"), Actor(name="Borduria"))


def study_of(syntax: str = "english", actors: tuple[Actor, ...] = ACTORS) -> Study:
    return Study(name="s", title="s", folder=Path(), target="t", actors=actors).read_by(syntax)


def documents() -> list[Document]:
    """One that is parsed, one that says it is in German and is read by the rules, one that names nobody."""
    both = [of_lines(name, "Arland attacked Borduria.") for name in ("english", "foreign")]
    other = Document(id="foreign", text=both[1].text, language="de", blocks=both[1].blocks, sections=both[1].sections)
    return [both[0], other, of_lines("idle", "Nobody came.")]


def test_without_actors_nothing_rests_on_syntax() -> None:
    assert not rests_on_syntax(None)
    assert not rests_on_syntax(study_of(actors=()))
    assert "relation" not in instruments(None)
    assert len(annotators(study_of(actors=()))) < len(annotators(study_of()))


def test_the_parser_has_a_stand_in_and_the_rules_have_none() -> None:
    assert instruments(study_of())["relation"] == (INSTRUMENT, PATTERNS)
    assert instruments(study_of("none"))["relation"] == (PATTERNS,)
    assert instruments(study_of("en_core_web_sm"))["participant"] == ("relations-en_core_web_sm", PATTERNS)


def test_naming_the_instruments_loads_no_parser() -> None:
    code = (
        "import sys; from pathlib import Path; from framing.study import Actor, Study;"
        "from framing.measures.registry import instruments;"
        "instruments(Study(name='s', title='s', folder=Path(), target='t', actors=(Actor(name='A'),)));"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_document_is_read_by_one_instrument() -> None:
    tables = next(measure_documents(documents(), study_of()))
    rows = tables["relations"].to_pandas()
    assert list(zip(rows["document"], rows["instrument"], strict=True)) == [("english", INSTRUMENT), ("foreign", PATTERNS)]
    assert set(rows["agent"]) == {"Arland"}
    assert set(rows["patient"]) == {"Borduria"}


def test_what_an_instrument_has_not_read_is_no_zero() -> None:
    tables = next(measure_documents(documents(), study_of()))
    rows = tables["measures"].to_pandas()
    for instrument, read in ((INSTRUMENT, {"english", "idle"}), (PATTERNS, {"foreign"})):
        own = rows[rows["instrument"] == instrument]
        if len(own):
            assert set(own["document"]) <= read
            spread = cells(own)
            assert not set(spread.documents) - read


def test_shards_do_not_change_who_read_what() -> None:
    """As many rows for a document alone as in company."""
    together = next(measure_documents(documents(), study_of()))["measures"].to_pandas()
    for document in documents():
        alone = next(measure_documents([document], study_of()))["measures"].to_pandas()
        keys = ["document", "section", "voice", "measure", "instrument", "actor"]
        own = together[together["document"] == document.id].sort_values(keys).reset_index(drop=True)
        alone = alone.sort_values(keys).reset_index(drop=True)
        assert (
            own[[*keys, "numerator", "denominator"]].astype(str).equals(alone[[*keys, "numerator", "denominator"]].astype(str))
        )


def test_a_parser_that_is_not_there_is_told_in_a_line() -> None:
    with pytest.raises(InputError, match=r"syntax no_such_parser: cannot be loaded .*english or none"):
        list(measure_documents(documents(), study_of("no_such_parser")))

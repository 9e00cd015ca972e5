"""A user's ratings of verbs: every layout that is understood, on invented files, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from framing.errors import InputError
from framing.lexicons import load
from framing.lexicons.ratings import own_power, read_ratings

Write = Callable[..., Path]

SAP = (
    "verb,agency,power\nblorb,agency_pos,power_agent\n"
    "flim,agency_neg,power_theme\nwug,agency_equal,power_equal\nzib,agency_pos,\n"
)
RASHKIN = "verb\twriter_perspective(t)\tvalue(t)\tvalue(a)\tstate(t)\nblorb\t0.1\t-0.5\t0.5\t0.0\nflim\t0.1\t0.8\t0.2\t0.0\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: str, name: str = "verbs.csv") -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8", newline="")
        return path

    return written


def test_sap_by_labels(write: Write) -> None:
    assert read_ratings(write(SAP)).verbs == {"blorb": 1.0, "flim": -1.0, "wug": 0.0}
    assert read_ratings(write(SAP), "agency").verbs == {"blorb": 1.0, "flim": -1.0, "wug": 0.0, "zib": 1.0}


def test_sap_by_counts_and_by_flags(write: Write) -> None:
    counts = "verb,power_agent,power_equal,power_theme\nblorb,2,1,1\nflim,0,0,3\nzib,0,0,0\n"
    assert read_ratings(write(counts)).verbs == {"blorb": 0.25, "flim": -1.0}
    assert read_ratings(write("verb,power_agent,power_theme\nblorb,True,False\n")).verbs == {"blorb": 1.0}


def test_rashkin_gives_half_the_difference_of_worth(write: Write) -> None:
    assert read_ratings(write(RASHKIN, "frames.txt")).verbs == pytest.approx({"blorb": 0.5, "flim": -0.3})
    with pytest.raises(InputError, match="has no ratings of agency"):
        read_ratings(write(RASHKIN, "frames.txt"), "agency")


def test_numbers_kinds_and_spelling(write: Write) -> None:
    own = "\ufeffentry,kind,power\r\nBow To,verb,-1\r\nsiege,noun,0.5\r\n"
    ratings = read_ratings(write(own))
    assert (ratings.verbs, ratings.nouns) == ({"bow to": -1.0}, {"siege": 0.5})


def test_a_verb_that_stands_twice_has_the_mean(write: Write) -> None:
    assert read_ratings(write("verb,power\nblorb,1\nblorb,0\nblorb,\n")).verbs == {"blorb": 0.5}


def test_the_name_tells_one_content_from_another(write: Write) -> None:
    first = read_ratings(write("verb,power\nblorb,1\n")).name
    second = read_ratings(write("verb,power\nblorb,0\n")).name
    assert first.startswith("verbs.csv (")
    assert first != second


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("word,power\nblorb,1\n", 'has no column "verb"; it has word, power', id="no verbs"),
        pytest.param("verb,force\nblorb,1\n", "has no ratings of power; it has verb, force", id="no ratings"),
        pytest.param(
            "verb,power\nblorb,strong\n", 'line 2, "blorb": the rating is "strong"; it may be power_agent', id="label"
        ),
        pytest.param("verb,power\nblorb,7\n", 'line 2, "blorb": the rating is "7"', id="too large"),
        pytest.param("verb,power\nblorb,nan\n", "the rating is", id="nan"),
        pytest.param("verb,power_agent,power_theme\nblorb,-1,0\n", 'the count is "-1"', id="count below 0"),
        pytest.param("verb\tvalue(a)\tvalue(t)\nblorb\t\t0.1\n", 'line 2, "blorb": the rating is ""', id="cell missing"),
        pytest.param("verb,kind,power\nblorb,adverb,1\n", 'kind is "adverb"; give verb or noun', id="kind"),
        pytest.param("verb,power\nblorb,\n", "rates no verb", id="nothing rated"),
        pytest.param("", 'has no column "verb"; it has no header line', id="empty"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(write: Write, content: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_ratings(write(content))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there; \\[instruments\\] power names a file"):
        read_ratings(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a folder"):
        read_ratings(tmp_path)
    (tmp_path / "latin.csv").write_bytes("verb,power\nblörb,1\n".encode("latin-1"))
    with pytest.raises(InputError, match="is not UTF-8"):
        read_ratings(tmp_path / "latin.csv")


def test_published_files_are_read_where_they_are(shared: Path) -> None:
    sap = shared / "lexicons" / "sap-2017-power-agency-research.csv"
    rashkin = shared / "lexicons" / "rashkin-2016-connotation-research.txt"
    assert len(read_ratings(sap).verbs) > 1700
    assert len(read_ratings(sap, "agency").verbs) > 2100
    assert len(read_ratings(rashkin).verbs) == 947


# --- the list that ships -----------------------------------------------------------------------------------------------------


def test_each_entry_is_rated_once_and_by_the_rules_of_its_making() -> None:
    rows = load("power").entries
    keys = [(row["entry"], row["kind"]) for row in rows]
    assert len(keys) == len(set(keys))
    rated = {row["entry"]: row for row in rows if row["kind"] == "verb"}
    for row in rows:
        if row["of"]:
            assert row["power"] == rated[row["of"]]["power"], row
        else:
            assert row["power"] == (row["first"] if row["first"] == row["second"] else "0"), row


def test_plain_cases_of_power() -> None:
    verbs, nouns = own_power().verbs, own_power().nouns
    assert all(verbs[verb] == 1 for verb in ("attack", "sanction", "protect", "supply", "warn", "defeat"))
    assert all(verbs[verb] == -1 for verb in ("beg", "obey", "thank", "suffer", "fear"))
    assert all(verbs[verb] == 0 for verb in ("say", "meet", "discuss"))
    assert (nouns["assistance"], nouns["surrender"], nouns["talks"]) == (1, -1, 0)
    assert len(verbs) >= 700

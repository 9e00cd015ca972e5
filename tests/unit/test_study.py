"""study.toml: what is right is read, what is wrong is said in one line with the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import StudyError
from framing.study import load_actors, load_study

GOOD = """
[study]
name = "s"
title = "A study"
target = "t"

[sampling]
sought_in = "an archive"
selected_actors = ["Norland"]

[[actors]]
name = "Norland"
aliases = ["the Northern Republic"]
adjectives = ["Norlander"]

[[frames]]
name = "burden"
definition = "Somebody pays."
element = "problem"
indicators = ["cost*"]

[[comparisons]]
name = "sides"
kind = "groups"
groups = ["a", "b"]

[[hypotheses]]
id = "h1"
claim = "a hedges more"
measure = "hedges"
groups = ["a", "b"]
direction = "greater"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_study_is_read_with_its_defaults(tmp_path: Path) -> None:
    study = load_study(written(tmp_path, GOOD))
    assert (study.name, study.target, study.resamples) == ("s", "t", 10_000)
    assert study.actors[0].adjectives == ("Norlander",)
    assert study.sampling is not None
    assert study.sampling.selected_actors == ("Norland",)
    assert study.tables == tmp_path / "tables"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('target = "t"', 'taget = "t"', ["unknown key taget", "did you mean target"]),
        ('target = "t"', "", ["target is missing"]),
        ('element = "problem"', 'element = "trouble"', ["frames[1].element", "'trouble'", "problem"]),
        ('title = "A study"', 'title = "A study"\nresamples = 10', ["resamples is 10", "greater than or equal to 100"]),
        ('title = "A study"', 'title = "A study"\nresamples = "many"', ["resamples is 'many'"]),
        ("[[actors]]", "[[actors]]\nalias = []", ["unknown key actors[1].alias", "did you mean aliases"]),
        ('name = "s"', 'name = "a study!"', ["name is 'a study!'"]),
        ("[sampling]", "[samplng]", ["unknown key samplng", "did you mean sampling"]),
    ],
)
def test_a_wrong_key_or_value_is_one_line_that_names_it(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    with pytest.raises(StudyError) as fault:
        load_study(written(tmp_path, GOOD.replace(old, new, 1)))
    line = str(fault.value)
    assert "\n" not in line
    assert "study.toml" in line
    for part in said:
        assert part in line


def test_an_alias_claimed_twice_names_both_claimants(tmp_path: Path) -> None:
    twice = GOOD + '\n[[actors]]\nname = "Sudland"\naliases = ["the northern republic"]\n'
    with pytest.raises(StudyError, match=r"northern republic.*claimed by Norland and by Sudland"):
        load_study(written(tmp_path, twice))


def test_a_description_claimed_twice_names_both_claimants(tmp_path: Path) -> None:
    twice = GOOD + '\n[[actors]]\nname = "Sudland"\ndescriptions = ["the Northern Republic"]\n'
    with pytest.raises(StudyError, match=r"Northern Republic.*claimed by Norland and by Sudland"):
        load_study(written(tmp_path, twice))


def test_a_description_that_is_an_alias_too_is_refused(tmp_path: Path) -> None:
    both = GOOD + '\n[[actors]]\nname = "Sudland"\naliases = ["the isle"]\ndescriptions = ["The Isle"]\n'
    with pytest.raises(StudyError, match=r'Sudland: "The Isle" is an alias and a description; keep one of them'):
        load_study(written(tmp_path, both))


def test_what_is_no_toml_says_where(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"is not TOML: .*line 2"):
        load_study(written(tmp_path, "[study]\nname = \n"))


def test_a_missing_study_proposes_init(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="framing init"):
        load_study(tmp_path / "nowhere")


def test_an_actor_file_needs_no_study(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text('[[actors]]\nname = "Norland"\n', encoding="utf-8")
    assert [actor.name for actor in load_actors(path).actors] == ["Norland"]
    path.write_text('title = "none"\n', encoding="utf-8")
    with pytest.raises(StudyError, match="names no actors"):
        load_actors(path)

"""Codebooks: shipped ones, a study's own, its frames, and what is wrong with one."""

from __future__ import annotations

import pytest

from framing.coding.archive import codebook_of, keep_sample, kept_codebook
from framing.coding.codebook import load_codebook, read_codebook, shipped
from framing.errors import InputError
from framing.study import Study, load_study
from framing.tables import empty

OWN = """
name = "mood"
construct = "Mood"
definition = "Is it sad?"
unit = "sentence"
[[items]]
name = "sad"
question = "Sad?"
"""


@pytest.mark.parametrize("name", shipped())
def test_shipped_codebooks_survive_their_own_toml(name: str) -> None:
    book = load_codebook(name)
    assert book.name == name
    assert book.source
    assert read_codebook(book.to_toml(), "copy") == book
    assert book.construct_name in book.rules()


def test_what_the_issue_asks_for_is_shipped() -> None:
    assert {"tone", "hedging", "attribution", "actor-role", "actor-tone", "generic-frames", "entman"} == set(shipped())
    assert len(load_codebook("generic-frames").items) == 20
    assert [item.name for item in load_codebook("entman").items] == ["problem", "cause", "evaluation", "remedy"]


def test_a_study_has_its_frames_and_its_own_codebooks(study: Study) -> None:
    frames = load_codebook("frames", study)
    assert [item.name for item in frames.items] == ["loss"]
    assert frames.items[0].measure == "frame_loss"
    (study.folder / "codebooks").mkdir()
    (study.folder / "codebooks" / "mood.toml").write_text(OWN, encoding="utf-8")
    assert load_codebook("mood", study).items[0].codes == ("yes", "no")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('name = "sad"', 'name = "note"', "items need names of their own"),
        ('question = "Sad?"', 'question = "Sad?"\nscale = "odd"', "items.1.scale"),
        ('question = "Sad?"', 'question = "Sad?"\n[[items.categories]]\ncode = "=1"', "items.1.categories.1.code"),
        ('question = "Sad?"', 'question = "Sad?"\n[[items.categories]]\ncode = "a"', "two or more categories"),
        ('unit = "sentence"', "unit = sentence", "is not TOML"),
        ('unit = "sentence"', 'unite = "sentence"', "unit"),
    ],
)
def test_a_faulty_codebook_is_one_line(before: str, after: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_codebook(OWN.replace(before, after), "mood.toml")


def test_a_scale_needs_values_and_keys_of_their_own() -> None:
    scale = OWN + 'scale = "ordinal"\n[[items.categories]]\ncode = "a"\n[[items.categories]]\ncode = "b"\n'
    with pytest.raises(InputError, match="needs a value"):
        read_codebook(scale, "mood.toml")
    keys = OWN + '[[items.categories]]\ncode = "a"\nkey = "q"\n[[items.categories]]\ncode = "b"\n'
    with pytest.raises(InputError, match="a key of its own"):
        read_codebook(keys, "mood.toml")


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean hedging"):
        load_codebook("hedgin")


def test_changed_rules_need_a_new_version(study: Study) -> None:
    (study.folder / "codebooks").mkdir()
    path = study.folder / "codebooks" / "mood.toml"
    path.write_text(OWN, encoding="utf-8")
    keep_sample(study, codebook_of(study, "mood"), empty("samples"))
    path.write_text(OWN.replace("Sad?", "Very sad?"), encoding="utf-8")
    with pytest.raises(InputError, match="raise its version to 2"):
        codebook_of(study, "mood")
    path.write_text("version = 2\n" + OWN.replace("Sad?", "Very sad?"), encoding="utf-8")
    assert codebook_of(study, "mood").version == 2
    assert kept_codebook(study, "mood", 1).items[0].question == "Sad?"


def test_changed_frames_get_a_new_version_by_themselves(study: Study) -> None:
    keep_sample(study, codebook_of(study, "frames"), empty("samples"))
    path = study.folder / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("taken away", "lost"), encoding="utf-8")
    assert codebook_of(load_study(study.folder), "frames").id == "frames@2"


def test_another_instrument_is_no_other_codebook(study: Study) -> None:
    (study.folder / "codebooks").mkdir()
    path = study.folder / "codebooks" / "mood.toml"
    path.write_text(OWN, encoding="utf-8")
    keep_sample(study, codebook_of(study, "mood"), empty("samples"))
    path.write_text(OWN + 'machine = { layer = "tone" }\n', encoding="utf-8")
    assert codebook_of(study, "mood").version == 1
    machine = kept_codebook(study, "mood", 1).items[0].machine
    assert machine is not None
    assert machine.layer == "tone"

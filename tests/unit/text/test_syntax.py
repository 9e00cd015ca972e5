"""The pipeline that the package ships, and what happens around it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.errors import InputError
from framing.text import syntax
from framing.text.build import build
from framing.text.parse import Parse
from framing.text.schemes import CLASSES, RELATIONS

ARTICLE = """Ministers defy a warning
The deal was flagged by several agencies. Arland has long viewed Borduria as a rogue state, and it won't yield.
“We do not fear them,” said Mr. Vell on Jan. 5."""


@pytest.fixture(scope="module")
def article() -> Document:
    """Three paragraphs, the first of them a heading."""
    from tests.unit.text.conftest import article as made

    return made(ARTICLE, headings=(0,))


@pytest.fixture(scope="module")
def found(article: Document) -> Parse:
    return syntax.parse(build([article]))


def tokens(found: Parse, text: str) -> list[str]:
    return [text[a:b] for a, b in zip(found.start, found.end, strict=True)]


def test_tokens_are_spans_of_the_text(found: Parse) -> None:
    assert tokens(found, ARTICLE)[:8] == ["Ministers", "defy", "a", "warning", "The", "deal", "was", "flagged"]
    assert "".join(tokens(found, ARTICLE)) == "".join(ARTICLE.split())


def test_sentences_are_ours_with_one_root_each(found: Parse, article: Document) -> None:
    sentences = build([article]).sentences
    assert len(found.first) == len(sentences) + 1
    assert np.all(found.start >= sentences.start[found.sentence])
    assert np.all(found.end <= sentences.end[found.sentence])
    assert np.all(found.sentence[found.head] == found.sentence)
    roots = found.head == np.arange(len(found))
    assert np.add.reduceat(roots.astype(int), found.first[:-1]).tolist() == [1] * len(sentences)
    assert [RELATIONS[code] for code in found.relation[roots]] == ["root"] * len(sentences)


def test_a_passive_with_its_agent(found: Parse) -> None:
    text = tokens(found, ARTICLE)
    rows = {text[at]: (RELATIONS[found.relation[at]], text[found.head[at]]) for at in range(4, 12)}
    assert rows["deal"] == ("nsubj:pass", "flagged")
    assert rows["agencies"] == ("obl:agent", "flagged")


def test_classes_lemmas_tags_and_features(found: Parse) -> None:
    at = tokens(found, ARTICLE).index("flagged")
    assert CLASSES[found.word_class[at]] == "VERB"
    assert found.lemmas[found.lemma[at]] == "flag"
    assert found.tags[found.tag[at]] == "VBN"
    assert "VerbForm=Part" in found.feature_sets[found.features[at]].split("|")
    assert found.lemmas[found.lemma[tokens(found, ARTICLE).index("n't")]] == "not"


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        ("It isn’t “fair”.", 'It isn\'t "fair".'),
        ("They  won\nin May.", "They won in May."),
        ("The de\u00adal won.", "The deal won."),
    ],
)
def test_the_same_text_typed_differently_is_the_same_tree(make: Callable[..., Document], typed: str, again: str) -> None:
    def one_block(text: str) -> Document:
        block = make(text.replace("\n", " "))
        return replace(block, text=text)

    one, other = (syntax.parse(build([one_block(text)])) for text in (typed, again))
    assert one.head.tolist() == other.head.tolist()
    assert one.relation.tolist() == other.relation.tolist()
    joined = "".join(tokens(one, typed)).replace("\u00ad", "")
    assert joined == "".join(typed.replace("\u00ad", "").split())


def test_kept_trees_are_not_parsed_again(article: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = build([article])
    fresh = syntax.parse(batch, kept=tmp_path)
    monkeypatch.setattr(syntax, "_parsed", lambda *_: pytest.fail("parsed again"))
    again = syntax.parse(batch, kept=tmp_path)
    assert again.head.tolist() == fresh.head.tolist()
    assert [again.lemmas[code] for code in again.lemma] == [fresh.lemmas[code] for code in fresh.lemma]


def test_a_killed_run_goes_on_where_it_was(
    make: Callable[..., Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = build([make(f"Arland won {count} times.", str(count)) for count in range(4)])
    expected = syntax.parse(batch).head.tolist()
    real = syntax._parsed
    done: list[int] = []
    allowed = 2

    def killed(work: syntax._Work, pipeline: syntax.Pipeline) -> object:
        if len(done) == allowed:
            raise KeyboardInterrupt
        done.append(work.document)
        return real(work, pipeline)

    monkeypatch.setattr(syntax, "_parsed", killed)
    with pytest.raises(KeyboardInterrupt):
        syntax.parse(batch, kept=tmp_path)
    assert len(list(tmp_path.rglob("*.arrow"))) == 2
    allowed = 4
    whole = syntax.parse(batch, kept=tmp_path)
    assert done == [0, 1, 2, 3]
    assert whole.head.tolist() == expected


def test_documents_that_are_not_parsed_say_why(make: Callable[..., Document]) -> None:
    german = replace(make("Das ist gut.", "german"), language="de")
    long = make("word " * 5_000, "long")
    batch = build([german, long, make("They won.", "fine"), Document(id="withheld", text=None)])
    found = syntax.parse(batch)
    assert [(each.document, each.reason.split(";")[0]) for each in found.unparsed] == [
        (0, "its language is de, the parser's en"),
        (1, "a sentence of 24999 characters"),
    ]
    assert tokens(found, "They won.") == ["They", "won", "."]


def test_a_text_that_breaks_the_pipeline_takes_none_with_it(
    make: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = syntax._document

    def breaking(text: str, nlp: object) -> object:
        if "breaks" in text:
            raise ValueError("[E000] no such thing")
        return real(text, nlp)  # type: ignore[arg-type]

    monkeypatch.setattr(syntax, "_document", breaking)
    found = syntax.parse(build([make("This breaks.", "a"), make("They won.", "b")]))
    assert [(each.document, each.reason) for each in found.unparsed] == [
        (0, "the pipeline failed (ValueError: [E000] no such thing)")
    ]
    assert tokens(found, "They won.") == ["They", "won", "."]


def test_an_empty_batch_has_no_tokens() -> None:
    found = syntax.parse(build([]))
    assert (len(found), found.first.tolist(), found.unparsed) == (0, [0], ())


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"syntax en_no_such_thing: cannot be loaded .*; name an installed spaCy pipeline"):
        syntax.load("en_no_such_thing")


def test_a_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(InputError, match="has no dependency parser"):
        syntax.load(str(tmp_path / "blank"))


def test_a_pipeline_of_another_scheme_is_refused(tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in ("SB", "OA"):
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "tiger")
    with pytest.raises(InputError, match="its labels are neither those of Universal Dependencies nor CLEAR"):
        syntax.load(str(tmp_path / "tiger"))


@pytest.mark.parametrize("file", ["parser/model", "config.cfg"])
def test_a_damaged_pipeline_is_one_line(tmp_path: Path, file: str) -> None:
    shutil.copytree(Path(syntax.__file__).parent / "english" / "pipeline", tmp_path / "copy")
    (tmp_path / "copy" / file).write_bytes(b"xx")
    with pytest.raises(InputError, match=r"copy: cannot be loaded \([^\n]+\); name an installed spaCy pipeline") as caught:
        syntax.load(str(tmp_path / "copy"))
    assert "\n" not in str(caught.value)


def test_another_copy_of_the_pipeline_is_the_same_instrument(tmp_path: Path) -> None:
    own = Path(syntax.__file__).parent / "english" / "pipeline"
    shutil.copytree(own, tmp_path / "copy")
    assert syntax._digest(tmp_path / "copy") == syntax.load().digest
    (tmp_path / "copy" / "meta.json").write_text("{}")
    assert syntax._digest(tmp_path / "copy") != syntax.load().digest


def test_a_pipeline_in_a_folder_is_read_like_our_own(article: Document, found: Parse) -> None:
    folder = Path(syntax.__file__).parent / "english" / "pipeline"
    again = syntax.parse(build([article]), str(folder))
    assert again.instrument == found.instrument
    assert again.head.tolist() == found.head.tolist()

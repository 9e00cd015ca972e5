"""Every table of the toolkit: its columns, their types and units, its key, and the checks.

This is the one place that says what a table is. Nothing else in the package spells a dtype.
Tables are pandas data frames at the surface and Parquet on disk; `SCHEMA_VERSION` travels in the Parquet metadata.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from framing.errors import TableError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = [
    "ALL",
    "ATTRIBUTED",
    "CODED",
    "CODED_VERSION",
    "DETAILED",
    "GENERIC_FRAMES",
    "MIN_SENTENCES",
    "MIN_WORDS",
    "MODES",
    "SCHEMA_VERSION",
    "TABLES",
    "TRUSTED_GENERIC_FRAMES",
    "VALUE_SCALE",
    "VOICES",
    "Column",
    "GenericFrame",
    "Table",
    "check",
    "empty",
    "parquet_options",
    "read",
    "to_csv",
    "version_of",
    "write",
]

SCHEMA_VERSION = 2

CODED = ("samples", "codes")
"""Tables of what people did, kept in a study's `codes/`: a new version must still read the old."""

CODED_VERSION = 1

ALL = "all"
"""The section or voice that is always derived by adding."""

VOICES = ("outlet", "direct", "indirect", "imputed")
"""The article's own words; words given to a source: quoted, reported, or states of mind said to be somebody's."""

MODES = VOICES[1:]
"""How words are attributed."""

ATTRIBUTED = "attributed"
"""The voice that is derived by adding the three modes."""

GenericFrame = Literal["responsibility", "human_interest", "conflict", "morality", "economic"]
GENERIC_FRAMES: tuple[GenericFrame, ...] = get_args(GenericFrame)
TRUSTED_GENERIC_FRAMES: tuple[GenericFrame, ...] = ("responsibility", "conflict", "economic")
"""Those of which the machine's answers agreed with coders' better than always giving the commonest one (docs/validity.md)."""

MIN_WORDS = 100
MIN_SENTENCES = 5
"""A cell of fewer words or sentences is shown as too small, never as a number."""

ENGLISH, NO_SYNTAX = "english", "none"
"""What `[instruments] syntax` may be beside the name of a spaCy pipeline."""

DETAILED = {"relation": "relations", "label": "labels"}
"""Layers of evidence that have a table of their own besides."""

VALUE_SCALE = 10_000
"""Tone and valence are stored as integers, value × 10⁴, so that sums are the same on every machine."""

Kind = Literal["text", "label", "int", "float", "bool"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, kind and meaning.

    Kinds: `text` is free text, `label` a text that repeats (stored as a dictionary), `int` is 64-bit
    (32-bit where `small`), `float` is float64, where NaN means "no denominator" or "not known".
    """

    name: str
    kind: Kind
    meaning: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, its key and its columns.

    Examples:
        >>> TABLES["sections"].key
        ('document', 'section')
    """

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    extra: bool = False
    """Whether a study may add columns of its own."""

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)


_DOCUMENT = Column("document", "label", "the document's id, always a string")
_SECTION = Column("section", "label", "section number within the document: 00 headline, 01 lead, 02 … body; all = the sum")
_VOICE = Column(
    "voice", "label", "outlet, direct, indirect or imputed; attributed = the sum of the last three; all = the sum of the four"
)
_ACTOR = Column("actor", "label", "the actor's name; empty where the row is about none; A + B for a pair")
_MEASURE = Column("measure", "label", "the measure's name")
_INSTRUMENT = Column("instrument", "label", "what found the evidence")
_UNIT_ID = Column("id", "text", "the unit's id in sheets: letters only")
_CODEBOOK = Column("codebook", "label", "the codebook's name")
_VERSION = Column("version", "int", "the codebook's version: codes of different versions are kept apart", small=True)
_ITEM = Column("item", "label", "the question of the codebook")

_WORDS_COMPARED = (
    Column("comparison", "label", "its name, as in contrasts"),
    Column("term", "label", "the word, in lower case"),
    Column("log_odds", "float", "log-odds difference, informative Dirichlet prior, natural log; > 0: first side"),
    Column("z", "float", "log_odds over its standard deviation (Monroe et al. 2008, eq. 22)"),
    Column("log_ratio", "float", "binary log of the ratio of relative frequencies; 0.5 added to a zero count"),
    Column("g2", "float", "Dunning's G², for those who must report it: a token test, which overstates"),
    Column("p_permutation", "float", "two-sided, whole documents relabelled; NaN in under five documents"),
    Column("q", "float", "Benjamini–Hochberg q over all words tested; NaN for the target"),
    Column("tests", "int", "words tested together; 0 where none is"),
    Column("count_target", "int", "occurrences on the first side"),
    Column("count_coverage", "int", "occurrences on the second side"),
    Column("documents_target", "int", "documents with the word on the first side"),
    Column("documents_coverage", "int", "documents with the word on the second side"),
    Column("note", "label", "too few to say; else empty"),
)
"""Columns of keywords and of words in a row."""

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "documents",
            "one article",
            ("document",),
            (
                _DOCUMENT,
                Column("outlet", "label", "who published it"),
                Column("title", "text", "its title; empty in shipped tables unless it is ours to publish"),
                Column("published", "text", "ISO date, or empty"),
                Column("url", "text", "where it is found"),
                Column("language", "label", "ISO 639-1 code as declared"),
                Column("sha256", "text", "of the raw bytes"),
                Column("text_sha256", "text", "of the canonical text, UTF-8"),
                Column("extractor", "label", "the reader that yielded the text"),
                Column("encoding", "label", "the encoding used; a guess is marked (guessed)"),
                Column("text", "label", "available or withheld"),
            ),
            extra=True,
        ),
        Table(
            "sections",
            "one section of a document",
            ("document", "section"),
            (
                _DOCUMENT,
                _SECTION,
                Column("role", "label", "headline, lead or body"),
                Column("level", "int", "heading level: 0 title, 2, 3 … as the source shows them", small=True),
                Column("heading", "text", "the heading, cut to eight words in shipped tables"),
                Column("start", "int", "code point where it starts, its heading included", small=True),
                Column("end", "int", "code point after its last character", small=True),
            ),
        ),
        Table(
            "dropped",
            "one stretch of page furniture that no section holds",
            ("document", "start"),
            (
                _DOCUMENT,
                Column("start", "int", "code point where it starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column("reason", "label", "the rule that dropped it"),
            ),
        ),
        Table(
            "sentences",
            "one sentence or heading",
            ("document", "section", "sentence"),
            (
                _DOCUMENT,
                _SECTION,
                Column("sentence", "int", "number within the document, from 0", small=True),
                Column("start", "int", "code point where it starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column("words", "int", "white-space separated words with a letter or digit", small=True),
                Column("quoted", "int", "words of it inside direct quotation marks", small=True),
                Column("direct", "int", "words given to a source as quotation", small=True),
                Column("indirect", "int", "words given to a source as reported speech or knowledge", small=True),
                Column("imputed", "int", "words given to a source as its hope, view, wish or plan", small=True),
                Column(
                    "voice", "label", "outlet where no more than half of its words are attributed, else their commonest mode"
                ),
                Column("heading", "bool", "whether it is a heading; headings count in section 00 only"),
            ),
        ),
        Table(
            "exposure",
            "what there is to count in: one voice of one section",
            ("document", "section", "voice"),
            (
                _DOCUMENT,
                _SECTION,
                _VOICE,
                Column("words", "int", "words in counted sentences"),
                Column("sentences", "int", "counted sentences"),
            ),
        ),
        Table(
            "evidence",
            "one span of text that counts for something",
            ("id",),
            (
                Column("id", "int", "number within the study's run, in order of document and layer"),
                _DOCUMENT,
                _SECTION,
                Column("sentence", "int", "number of the sentence within the document", small=True),
                Column("start", "int", "code point where it starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column(
                    "layer",
                    "label",
                    "tone, valence, hedge, booster, conditional, attribution, source, content, claim, quote, mention, clause, "
                    "frame, generic, description, relation, participant, deed, passive, responsibility, power, verb_agency, "
                    "stance_towards, label or role",
                ),
                Column("label", "label", "the kind within the layer"),
                _INSTRUMENT,
                _ACTOR,
                _VOICE,
                Column(
                    "value",
                    "int",
                    "tone and valence × 10⁴; words for source and content; 1 for a layer that is counted",
                    small=True,
                ),
                Column(
                    "entry",
                    "label",
                    "the lexicon entry, alias or indicator that fired; of the layer label, the label: never more of the text",
                ),
            ),
        ),
        Table(
            "relations",
            "one predicate with one agent, one patient and one recipient, an actor of the study among them",
            ("id",),
            (
                Column("id", "int", "of its row in evidence, layer relation"),
                _DOCUMENT,
                _SECTION,
                Column("sentence", "int", "number of the sentence within the document", small=True),
                _INSTRUMENT,
                Column("predicate", "label", "lemma of the verb or noun of event"),
                Column("kind", "label", "class of the predicate, as in the lexicon verb-classes; empty where it has none"),
                Column("predicate_start", "int", "code point where it starts", small=True),
                Column("predicate_end", "int", "code point after its last character", small=True),
                *(
                    column
                    for role in ("agent", "patient", "recipient")
                    for column in (
                        Column(role, "label", "the actor, other, or empty where nobody is named"),
                        Column(
                            f"{role}_start",
                            "int",
                            "code point where its head word starts; -1 where nobody is named",
                            small=True,
                        ),
                        Column(f"{role}_end", "int", "code point after its head word; -1 where nobody is named", small=True),
                        Column(f"{role}_as", "label", "name, member, group or description; empty where it is no actor"),
                    )
                ),
                Column("negated", "bool", "said not to happen"),
                Column("hypothetical", "bool", "possible, planned, wished, conditional, asked for or feared"),
                Column("passive", "bool", "whether the verb is passive"),
                Column("modal", "label", "lemma of its modal verb, or empty"),
                Column("tense", "label", "past, present, future, or empty"),
                Column("construction", "label", "clause, relative, participle, infinitive or nominal"),
                Column("voice", "label", "outlet, or how the words that hold the predicate are attributed"),
                Column("source", "label", "the actor whom they are attributed to, or empty"),
            ),
        ),
        Table(
            "labels",
            "one label of one actor",
            ("id",),
            (
                Column("id", "int", "of its row in evidence, layer label"),
                _DOCUMENT,
                _SECTION,
                Column("sentence", "int", "number of the sentence within the document", small=True),
                Column("start", "int", "code point where it starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                _INSTRUMENT,
                Column("actor", "label", "who is called so"),
                Column("label", "label", "what the actor is called, three words at most, a noun in the singular"),
                Column("kind", "label", "modifier, apposition, predicate or judged"),
                Column("voice", "label", "outlet, or how it is attributed, to whoever judges too"),
                Column("source", "label", "the actor whom it is attributed to, or empty"),
            ),
        ),
        Table(
            "links",
            "two pieces of evidence that belong together",
            ("source", "target", "role"),
            (
                Column("source", "int", "evidence id"),
                Column("target", "int", "evidence id"),
                Column("role", "label", "cue → source, cue → content, mention → label, …"),
            ),
        ),
        Table(
            "measures",
            "one measure of one voice of one section of a document",
            ("document", "section", "voice", "actor", "measure", "instrument"),
            (
                _DOCUMENT,
                _SECTION,
                _VOICE,
                _ACTOR,
                _MEASURE,
                _INSTRUMENT,
                Column("numerator", "float", "sum over the evidence, in the measure's unit before scaling"),
                Column("denominator", "float", "what it is divided by: words, sentences, evidence"),
                Column(
                    "value",
                    "float",
                    "scale × numerator / denominator; NaN where the denominator is 0 (of an actor such a row is left out)",
                ),
                Column("unit", "label", "the unit of value"),
            ),
        ),
        Table(
            "terms",
            "how often a word stands in a section",
            ("document", "section", "term"),
            (
                _DOCUMENT,
                _SECTION,
                Column("term", "label", "the word in lower case; empty for all words below the study's threshold together"),
                Column("count", "int", "how often"),
            ),
        ),
        Table(
            "contrasts",
            "one difference in one measure, with what is known of its error",
            ("comparison", "family", "section", "voice", "actor", "measure", "instrument"),
            (
                Column(
                    "comparison",
                    "label",
                    "its name: “left − right”, “target in coverage” (at equal length; “…, whole articles” beside it), "
                    "“sections among windows of …”",
                ),
                Column("family", "label", "the tests that are adjusted together"),
                _SECTION,
                _VOICE,
                _ACTOR,
                _MEASURE,
                _INSTRUMENT,
                Column("unit", "label", "the unit of target, coverage and difference"),
                Column("target", "float", "value of the target, or of the first group"),
                Column(
                    "coverage",
                    "float",
                    "mean of the coverage's documents, or of their stretches, or of the second group; median of windows",
                ),
                Column("coverage_q25", "float", "lower quartile of the coverage's documents, stretches or windows"),
                Column("coverage_q75", "float", "upper quartile of the coverage's documents, stretches or windows"),
                Column("difference", "float", "target − coverage"),
                Column("low", "float", "lower bound on the difference; NaN where none can be given"),
                Column("high", "float", "upper bound on the difference"),
                Column("low_adjusted", "float", "lower bound of an interval that holds with all of its family's; groups only"),
                Column("high_adjusted", "float", "upper bound, likewise"),
                Column("interval_method", "label", "how the bounds were made, or why there are none"),
                Column("effect", "float", "effect size"),
                Column("effect_name", "label", "which effect size: Hedges' g, z against the coverage's SD, …"),
                Column("p_permutation", "float", "two-sided permutation p, never 0"),
                Column("p_floor", "float", "the smallest p this n can reach"),
                Column(
                    "p_familywise",
                    "float",
                    "p adjusted in its family: max-T; Holm among hypotheses and voices; else NaN",
                ),
                Column("q", "float", "Benjamini–Hochberg q within the family; NaN where no family is tested"),
                Column("tests", "int", "tests in the family; 0 where none is made"),
                Column("percentile", "float", "share of the coverage below the target, ties half, 0…100"),
                Column("rank", "float", "rank of the target among whole articles and target, 1 = highest; NaN among stretches"),
                Column("pooled", "float", "the same difference of pooled ratios, as robustness"),
                Column("n_target", "int", "documents on the first side"),
                Column("n_coverage", "int", "documents on the second side"),
                Column("clusters", "int", "resampling units on both sides together"),
                Column("n_unit", "label", "what n_target and n_coverage count"),
                Column("estimator", "label", "what target, coverage and difference are"),
                Column("null_hypothesis", "label", "what p is computed under; empty where there is no p"),
                Column("exchangeable", "label", "what changes places under it; empty where there is no p"),
                Column("specification", "label", "primary, exploratory, or the hypothesis' id"),
                Column("note", "label", "too few to say, too small, suppressed, why whole articles are compared; else empty"),
            ),
        ),
        Table("keywords", "one word that one side uses more", ("comparison", "term"), _WORDS_COMPARED),
        Table(
            "ngrams",
            "some words in a row that one side uses more (needs texts; none unless the study asks for them)",
            ("comparison", "term"),
            _WORDS_COMPARED,
        ),
        Table(
            "robustness",
            "one primary contrast with one outlet, or one section of the target, left out",
            ("comparison", "check", "left_out", "measure", "instrument"),
            (
                Column("comparison", "label", "its name, as in contrasts"),
                Column("check", "label", "what is left out: an outlet of a side, or a section of the target"),
                Column("left_out", "label", "which one"),
                _MEASURE,
                _INSTRUMENT,
                Column("unit", "label", "the unit of difference"),
                Column("documents", "int", "documents left out with it; 0 for a section"),
                Column("of", "int", "documents of the side that it is left out of; of the coverage, for a section"),
                Column("difference", "float", "with all, as in contrasts"),
                Column("without", "float", "without what is left out"),
                Column("change", "float", "without − difference"),
                Column("turned", "bool", "whether the sign turns: the difference hangs on what is left out"),
                Column("percentile", "float", "the target's, with all; NaN between groups"),
                Column("percentile_without", "float", "the target's, without what is left out"),
            ),
        ),
        Table(
            "specifications",
            "one way of measuring one difference",
            ("curve", "comparison", "measure", "actor", "instrument", "voice", "unit_of_analysis", "estimand"),
            (
                Column("curve", "label", "the hypothesis' id, or comparison · measure"),
                Column("comparison", "label", "its name, as in contrasts"),
                _MEASURE,
                _ACTOR,
                _INSTRUMENT,
                Column("mask", "label", "words that the instrument leaves out: none, or names and topic words"),
                _VOICE,
                Column("unit_of_analysis", "label", "what weighs one: document or outlet; stretch: of the target's length"),
                Column("estimand", "label", "mean of the units' values (or median), or pooled: all evidence thrown together"),
                Column("declared", "bool", "the specification that the study declared"),
                Column("unit", "label", "the unit of difference"),
                Column("difference", "float", "first side − second, or target − coverage"),
                Column("low", "float", "lower bound; NaN for the target"),
                Column("high", "float", "upper bound"),
                Column("p_permutation", "float", "two-sided permutation p of this specification alone"),
                Column("percentile", "float", "the target's among the units; NaN between groups"),
                Column("n_target", "int", "units with a value on the first side"),
                Column("n_coverage", "int", "units with a value on the second side"),
                Column("note", "label", "too few to say; else empty"),
            ),
        ),
        Table(
            "lengths",
            "how one measure hangs on the length of the documents of a pool",
            ("comparison", "voice", "actor", "measure", "instrument"),
            (
                Column("comparison", "label", "the pool's, as in contrasts"),
                _VOICE,
                _ACTOR,
                _MEASURE,
                _INSTRUMENT,
                Column("n", "int", "documents with a value"),
                Column("level", "float", "Spearman's rho of words and value; above 0: longer articles have more"),
                Column("scatter", "float", "rho of words and distance from the trend; below 0: short articles scatter more"),
            ),
        ),
        Table(
            "wordshifts",
            "what one lexicon entry adds to the difference of a measure between two sides",
            ("comparison", "measure", "instrument", "entry"),
            (
                Column("comparison", "label", "its name, as in contrasts"),
                Column("measure", "label", "a counted measure, or valence: the mean valence of words that have one"),
                _INSTRUMENT,
                Column("entry", "label", "the lexicon entry"),
                Column("contribution", "float", "its part of the difference; the parts add up to it"),
                Column("by_frequency", "float", "the part due to how often it stands there"),
                Column("by_value", "float", "the part due to its value there (negated, intensified); 0 for what is counted"),
                Column("unit", "label", "the unit of contribution"),
                Column("rate_target", "float", "mean of documents: per 1,000 words, or share of the words with a valence"),
                Column("rate_coverage", "float", "likewise on the second side"),
                Column("value_target", "float", "its mean value on the first side; 1 for what is counted"),
                Column("value_coverage", "float", "its mean value on the second side"),
                Column("count_target", "int", "occurrences on the first side"),
                Column("count_coverage", "int", "occurrences on the second side"),
                Column("documents_target", "int", "documents with it on the first side"),
                Column("documents_coverage", "int", "documents with it on the second side"),
            ),
        ),
        Table(
            "alignments",
            "two passages of two articles on the same event that tell the same matter",
            ("document", "start", "other", "other_start"),
            (
                _DOCUMENT,
                Column("start", "int", "code point where its passage starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column("event", "label", "the event that both documents tell"),
                Column("other", "label", "the other document"),
                Column("other_start", "int", "code point where the other passage starts", small=True),
                Column("other_end", "int", "code point after its last character", small=True),
                Column("similarity", "float", "cosine of the two passages, 0…1"),
                Column("method", "label", "tfidf, or the embedding model"),
                Column("words", "int", "words of the passage", small=True),
                Column("other_words", "int", "words of the other passage", small=True),
                Column("hedges", "float", "hedges of the passage per 1,000 words"),
                Column("other_hedges", "float", "likewise, the other passage"),
                Column("hedges_difference", "float", "hedges − other_hedges"),
                Column("attributed", "float", "share of the passage's words that is attributed"),
                Column("other_attributed", "float", "likewise, the other passage"),
                Column("attributed_difference", "float", "attributed − other_attributed"),
                Column("tone", "float", "tone of the passage by the declared instrument, −1…1"),
                Column("other_tone", "float", "likewise, the other passage"),
                Column("tone_difference", "float", "tone − other_tone"),
                Column(
                    "actors", "int", "actors that are agent or patient in both passages; aligned_actors has them", small=True
                ),
                Column("agency_change", "float", "mean over these of |share as agent − likewise there|, 0…1; NaN without any"),
            ),
        ),
        Table(
            "aligned_actors",
            "an actor that is agent or patient in both of two aligned passages",
            ("document", "start", "other", "other_start", "actor"),
            (
                _DOCUMENT,
                Column("start", "int", "code point where its passage starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column("event", "label", "the event that both documents tell"),
                Column("other", "label", "the other document"),
                Column("other_start", "int", "code point where the other passage starts", small=True),
                Column("other_end", "int", "code point after its last character", small=True),
                Column("actor", "label", "who takes part"),
                _INSTRUMENT,
                Column("agents", "int", "its parts as agent in the passage, told as facts", small=True),
                Column("patients", "int", "its parts as patient", small=True),
                Column("agency", "float", "agents / (agents + patients): mostly of one part"),
                Column("other_agents", "int", "its parts as agent in the other passage", small=True),
                Column("other_patients", "int", "its parts as patient there", small=True),
                Column("other_agency", "float", "likewise, the other passage"),
                Column("agency_difference", "float", "agency − other_agency"),
                Column(
                    "turn",
                    "label",
                    "agent here, patient there (or the other way round); agent unsaid here (there): the actor is acted on, by"
                    " whom only the other says; another agent acts on it; or empty. A candidate, not a finding",
                ),
            ),
        ),
        Table(
            "lost",
            "a claim that one article attributes and another states as fact",
            ("document", "start", "other", "other_start"),
            (
                Column("document", "label", "the document that attributes the claim"),
                Column("start", "int", "code point where the attributing passage starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column("event", "label", "the event that both documents tell"),
                Column("mode", "label", "direct, indirect or imputed: how the claim is attributed"),
                Column("instrument", "label", "what found the attribution"),
                Column("other", "label", "the document that states it"),
                Column("other_start", "int", "code point where the stating passage starts", small=True),
                Column("other_end", "int", "code point after its last character", small=True),
                Column("returned", "float", "share of the attributed words, weighed by rarity, that the other passage holds"),
                Column("held", "float", "share of the other passage's words, likewise, that are among the attributed"),
            ),
        ),
        Table(
            "reuse",
            "a passage that stands in another document nearly word for word",
            ("document", "start", "other", "other_start"),
            (
                Column("document", "label", "the document that comes first in the list of sources"),
                Column("start", "int", "code point where the passage starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column("other", "label", "the other document"),
                Column("other_start", "int", "code point where it stands there", small=True),
                Column("other_end", "int", "code point after its last character there", small=True),
                Column("words", "int", "words of the passage in the first document", small=True),
                Column("same", "float", "share of these words that stand in runs of five words common to both"),
            ),
        ),
        Table(
            "copies",
            "two documents that are the same text, or one a part of the other",
            ("document", "other"),
            (
                Column("document", "label", "the document that comes first in the list of sources"),
                Column("other", "label", "the other document"),
                Column("jaccard", "float", "five-word sequences of both / of either"),
                Column("contained", "float", "share of the shorter one's sequences that the longer holds"),
            ),
        ),
        Table(
            "omissions",
            "something that most of a group has and the target lacks, or the other way round",
            ("comparison", "kind", "item"),
            (
                Column("comparison", "label", "target in a pool or group, as in contrasts"),
                Column("kind", "label", "actor, keyword, frame, generic frame, kind of source, source or relation"),
                Column("item", "label", "which one"),
                Column("direction", "label", "left out: the coverage has it, the target not; only here: the other way round"),
                Column("target_count", "int", "how often it stands in the target"),
                Column("documents", "int", "documents of the coverage that have it"),
                Column("of", "int", "documents of the coverage"),
                Column("share", "float", "documents / of"),
                Column("low", "float", "lower bound of the share (Wilson, 95 %)"),
                Column("high", "float", "upper bound of the share"),
                Column(
                    "share_matched", "float", "share among those no longer (left out) or no shorter (only here) than the target"
                ),
                Column("of_matched", "int", "how many these are"),
                Column("note", "label", "chosen by this actor, too few to say; else empty"),
            ),
        ),
        Table(
            "actor_relations",
            "how often one actor does something to another in one side's documents",
            ("side", "instrument", "voice", "agent", "patient", "class", "reality", "way"),
            (
                Column("side", "label", "target, or a group or pool of the study's comparisons"),
                _INSTRUMENT,
                _VOICE,
                Column("agent", "label", "the actor who does it"),
                Column("patient", "label", "the actor to whom it is done: patient or recipient"),
                Column("class", "label", "class of the predicate, unclassed, or all = the sum"),
                Column("reality", "label", "fact, negated or hypothetical"),
                Column("way", "label", "to: one does it to the other; with: both do it together, a row each way round"),
                Column("relations", "int", "how often, in all documents of the side"),
                Column("documents", "int", "documents of the side that have it"),
                Column("documents_all", "int", "documents of the side that the instrument has read and that have such words"),
                Column("per_1000", "float", "per 1,000 words of the voice: mean of the documents"),
                Column("low", "float", "lower bound of per_1000, 95 %, t over outlets; NaN for the target and for too few"),
                Column("high", "float", "upper bound"),
                Column("share", "float", "documents / documents_all"),
                Column("share_low", "float", "lower bound of the share (Wilson, 95 %); NaN for the target and for too few"),
                Column("share_high", "float", "upper bound"),
                Column("target_relations", "int", "how often in the target"),
                Column("target_per_1000", "float", "per 1,000 words of the voice in the target; NaN without such words"),
                Column("percentile", "float", "share of the side's documents below the target, ties half, 0…100"),
                Column("note", "label", "too few to say, or chosen by one of these actors; else empty"),
            ),
        ),
        Table(
            "retold",
            "how two groups of outlets tell the same passages",
            ("first", "second", "measure", "actor"),
            (
                Column("first", "label", "a group of documents"),
                Column("second", "label", "another group"),
                _MEASURE,
                Column("actor", "label", "whose agency; empty for the other measures"),
                _INSTRUMENT,
                Column("unit", "label", "the unit of the difference"),
                Column("difference", "float", "first − second: mean over events of the means over aligned pairs"),
                Column("low", "float", "lower bound, 95 %; NaN where interval_method says why"),
                Column("high", "float", "upper bound"),
                Column("interval_method", "label", "t over events, or why there is none"),
                Column("pairs", "int", "aligned pairs; of agency: in which the actor takes part on both sides"),
                Column("events", "int", "events that have some"),
                Column("lost_by_first", "int", "claims that the second attributes and the first states"),
                Column("lost_by_second", "int", "claims that the first attributes and the second states"),
            ),
        ),
        Table(
            "samples",
            "one unit drawn for hand coding",
            ("id",),
            (
                _UNIT_ID,
                _CODEBOOK,
                _VERSION,
                _DOCUMENT,
                _SECTION,
                _ACTOR,
                Column("start", "int", "code point where it starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column("unit", "label", "sentence, passage, section or document"),
                Column("stratum", "label", "what it was drawn among; all where the sample is not stratified"),
                Column("stratum_units", "int", "units in the stratum, drawn or not"),
                Column("probability", "float", "its chance of being drawn: drawn units of the stratum / its units"),
                Column("coders", "label", "who is to code it: A, or A B"),
                Column("seed", "int", "the seed of the draw"),
                Column("text_check", "text", "SHA-256 of the letters and digits shown to coders, 16 digits of it"),
            ),
        ),
        Table(
            "codes",
            "one coder's answer to one item about one unit",
            ("id", "item", "coder"),
            (
                _UNIT_ID,
                _CODEBOOK,
                _VERSION,
                _DOCUMENT,
                _ACTOR,
                Column("start", "int", "code point where the unit starts", small=True),
                Column("end", "int", "code point after its last character", small=True),
                Column("unit", "label", "sentence, passage, section or document"),
                _ITEM,
                Column("coder", "label", "who coded it"),
                Column("category", "label", "the answer, a category of the item"),
                Column("probability", "float", "the unit's chance of being drawn"),
            ),
        ),
        Table(
            "reliability",
            "how far coders agree on one item, one of its categories, or a pair of them",
            ("codebook", "version", "item", "category", "coders"),
            (
                _CODEBOOK,
                _VERSION,
                _ITEM,
                Column("category", "label", "this category against all others; empty for the item as a whole"),
                Column("coders", "label", "two coders, or all"),
                Column("scale", "label", "the metric of alpha: nominal, ordinal, interval or ratio"),
                Column("units", "int", "units with two codes or more"),
                Column("codes", "int", "codes of these units"),
                Column("alpha", "float", "Krippendorff's alpha; NaN where it is not defined"),
                Column("low", "float", "lower bound of alpha, bootstrap of documents"),
                Column("high", "float", "upper bound of alpha"),
                Column("agreement", "float", "share of pairs of codes that are the same, 0…1"),
                Column("ac1", "float", "Gwet's AC1"),
                Column("note", "label", "why a value is not defined; else empty"),
            ),
        ),
        Table(
            "checked",
            "an instrument against coders on the study's own sample: all units, a group, or a contrast of groups",
            ("codebook", "version", "item", "category", "actor", "instrument", "group"),
            (
                _CODEBOOK,
                _VERSION,
                _ITEM,
                Column("category", "label", "the category that is found or missed; empty for values"),
                _ACTOR,
                _INSTRUMENT,
                Column("group", "label", "all, a group, or first − second"),
                Column("units", "int", "coded units"),
                Column("documents", "int", "documents that they are from"),
                Column("precision", "float", "of what the instrument found, the share that coders found"),
                Column("recall", "float", "of what coders found, the share that the instrument found"),
                Column("f1", "float", "harmonic mean of precision and recall"),
                Column("r", "float", "Pearson's r of scores and codes"),
                Column("machine", "float", "mean of the instrument's scores, every document weighing the same"),
                Column("coders", "float", "mean of the codes, likewise"),
                Column("bias", "float", "machine − coders; of a contrast, what the naive difference is off by"),
                Column("low", "float", "lower bound of the bias"),
                Column("high", "float", "upper bound of the bias"),
                Column("p", "float", "two-sided p of no bias, t with clusters as the unit"),
                Column("note", "label", "what is to be known of it; else empty"),
            ),
        ),
        Table(
            "corrected",
            "a group's mean, or a contrast of two, as the instrument has it and corrected by the coders",
            ("codebook", "version", "item", "category", "actor", "instrument", "comparison"),
            (
                _CODEBOOK,
                _VERSION,
                _ITEM,
                Column("category", "label", "the category whose share is estimated; empty for the mean of values"),
                _ACTOR,
                _INSTRUMENT,
                Column("comparison", "label", "a group, or first − second"),
                _MEASURE,
                Column("unit", "label", "mean code, or share of units"),
                Column("naive", "float", "from the instrument's scores of all units"),
                Column("naive_low", "float", "lower bound of naive, as if the instrument never erred"),
                Column("naive_high", "float", "upper bound of naive"),
                Column("corrected", "float", "scores of all units, and what the coded ones were off by"),
                Column("low", "float", "lower bound of corrected"),
                Column("high", "float", "upper bound of corrected"),
                Column("coded_only", "float", "from the coded units alone"),
                Column("coded_low", "float", "lower bound of coded_only"),
                Column("coded_high", "float", "upper bound of coded_only"),
                Column("weight", "float", "how much of the scores is used, 0 none, 1 all (power tuning)"),
                Column("units", "int", "units of the population"),
                Column("coded", "int", "units coded"),
                Column("documents", "int", "documents"),
                Column("clusters", "int", "outlets, or documents without one"),
                Column("note", "label", "too few to say, biased, …; else empty"),
            ),
        ),
    )
}


def check(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the frame with the columns of table `name` in order, or say what is wrong with it.

    Raises:
        TableError: a column is missing, is unknown, or the key repeats.

    Examples:
        >>> check(empty("links"), "links").shape
        (0, 3)
    """
    table = TABLES[name]
    missing = [column for column in table.names if column not in frame.columns]
    if missing:
        raise TableError(f"table {name}: has no column {', '.join(missing)}; make it again with `framing measure`")
    own = [column for column in frame.columns if column not in table.names]
    if own and not table.extra:
        raise TableError(f"table {name}: unknown column {', '.join(map(str, own))}; it has {', '.join(table.names)}")
    if frame.duplicated(list(table.key)).any():
        first = frame.loc[frame.duplicated(list(table.key)), list(table.key)].iloc[0].to_dict()
        raise TableError(f"table {name}: the key stands twice: {first}")
    return frame[[*table.names, *own]]


def empty(name: str) -> pd.DataFrame:
    """Give table `name` without rows, its columns typed.

    Examples:
        >>> list(empty("links"))
        ['source', 'target', 'role']
    """
    frame: pd.DataFrame = schema(name).empty_table().to_pandas()
    return frame


@cache
def schema(name: str, extra: tuple[str, ...] = ()) -> pa.Schema:
    """Give the Arrow schema of table `name`; `extra` names the study's own columns (strings).

    Examples:
        >>> schema("links").names
        ['source', 'target', 'role']
    """
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "label": pa.dictionary(pa.int32(), pa.string()),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
    }
    fields = [pa.field(c.name, pa.int32() if c.small else kinds[c.kind]) for c in TABLES[name].columns]
    fields += [pa.field(column, kinds["label"]) for column in extra]
    return pa.schema(fields, metadata={"schema_version": str(version_of(name)), "table": name})


def version_of(name: str) -> int:
    """Give the schema version of a table: what people coded has one of its own, since no command makes it again.

    Examples:
        >>> version_of("codes") == CODED_VERSION
        True
    """
    return CODED_VERSION if name in CODED else SCHEMA_VERSION


def parquet_options(name: str, *, kept: bool = False) -> dict[str, Any]:
    """Say how a table is packed: labels by dictionary, whole numbers by their differences, half the time and size of the usual.

    Tables that are `kept`, a study's, are packed tighter: a second for two million rows, and a third smaller in a repository.

    Places in a text are not compressed on top of it: that takes a third of their time and makes them no smaller. Labels
    and other whole numbers of the largest tables are compressed by snappy: zstd takes a fifth longer for the whole table
    and makes it 2 to 4 % smaller.

    Examples:
        >>> parquet_options("links")["use_dictionary"]
        ['role']
    """
    columns = TABLES[name].columns
    tight: dict[str, Any] = {"compression": "zstd", "compression_level": _TIGHT} if kept else {}
    return {
        "compression": {column.name: _codec(column) for column in columns} if name in _LARGEST else "zstd",
        "use_dictionary": [column.name for column in columns if column.kind == "label"],
        "column_encoding": {column.name: "DELTA_BINARY_PACKED" for column in columns if column.kind == "int"},
        "write_statistics": False,
        **tight,
    }


_TIGHT = 6
"""Level of zstd: beyond it twice the time for a hundredth of the size."""

_LARGEST = frozenset({"evidence", "measures", "sentences"})
"""Tables of many rows an article, which a run writes while it measures."""

_PLACES = frozenset({"id", "start", "end", "value"})
"""Whole numbers whose differences zstd makes no smaller: 200,000 rows of evidence take 1,046 kB with it and 1,050 without."""


def _codec(column: Column) -> str:
    """Give the compression of a column of one of the largest tables."""
    if column.kind == "int" and column.name in _PLACES:
        return "none"
    return "snappy" if column.kind in ("label", "int") else "zstd"


def write(frame: pd.DataFrame | pa.Table, name: str, path: Path) -> Path:
    """Write table `name` as Parquet, beside its place and then renamed, so that a killed run leaves the old one whole.

    Raises:
        TableError: the frame is not such a table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if isinstance(frame, pa.Table):
        table = frame
    else:
        frame = check(frame, name)
        own = tuple(column for column in frame.columns if column not in TABLES[name].names)
        table = pa.Table.from_pandas(frame, schema=schema(name, own), preserve_index=False)
        table = table.replace_schema_metadata(schema(name, own).metadata)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    pq.write_table(table, beside, **parquet_options(name))
    beside.replace(path)
    return path


def read(name: str, path: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read table `name` from Parquet; labels come back as plain strings. Without `columns`, all.

    Raises:
        TableError: the file is missing, is no Parquet, or was written by another schema version.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, columns=list(columns) if columns else None)
    except FileNotFoundError:
        raise TableError(f"{path}: is missing; make it with `framing measure`") from None
    except (pa.ArrowInvalid, OSError) as error:
        raise TableError(f"{path}: is no table ({error}); delete it and run `framing measure`") from None
    missing = [column for column in columns or TABLES[name].names if column not in table.column_names]
    if missing:
        raise TableError(f"{path}: has no column {', '.join(missing)}; make it again with `framing measure`")
    version = (table.schema.metadata or {}).get(b"schema_version", b"?").decode()
    if version != str(version_of(name)):
        raise TableError(
            f"{path}: has schema version {version}, this toolkit reads {version_of(name)}; run `framing measure` again"
        )
    # Decoded in Arrow: a tenth of the time that pandas takes to turn categories into text.
    plain = [pa.field(f.name, pa.large_string() if pa.types.is_dictionary(f.type) else f.type) for f in table.schema]
    frame: pd.DataFrame = table.cast(pa.schema(plain)).to_pandas()
    return frame


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a copy whose texts no spreadsheet takes for formulas: an apostrophe stands before `=`, `+`, `-`, `@`.

    Examples:
        >>> import pandas as pd
        >>> harmless(pd.DataFrame({"heading": ["=1+1", "Talks"], "value": [-1.0, 2.0]}))["heading"].tolist()
        ["'=1+1", 'Talks']
    """
    frame = frame.copy()
    for column in frame.columns:
        if frame[column].dtype.kind not in "biuf":
            cells = frame[column].astype("str")
            frame[column] = cells.where(~cells.str.startswith(_FORMULA), "'" + cells)
    return frame


def to_csv(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as CSV that a spreadsheet will not take for formulas; floats with six significant digits.

    A text that starts with `=`, `+`, `-` or `@` gets an apostrophe in front.
    """
    frame = harmless(frame)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    frame.to_csv(beside, index=False, float_format="%.6g", lineterminator="\n")
    beside.replace(path)
    return path

"""The figures of a report: each draws one table with its caption (n, method, validation) and writes it into `figures/`.

A caption says what the dots are, how many texts stand behind them, how the error was made, and what each instrument was
validated on; the study's caveat is always the last sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing import figures
from framing.compare.sides import WHOLE_ARTICLES
from framing.report.actor_plates import ActorPlates
from framing.report.omission_plates import OmissionPlates
from framing.report.retelling_plates import RetellingPlates
from framing.report.stance_plates import StancePlates
from framing.tables import ALL, MIN_SENTENCES, MIN_WORDS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


__all__ = ["Plates"]

SMALL = f"Sections under {MIN_WORDS} words or {MIN_SENTENCES} sentences carry no number."

PROFILE = ("tone", "hedges", "boosters", "attributions")
"""What the profile shows along the article; a page holds four panels."""

VALENCE = "valence"
"""What stands for tone in a word shift."""

CURVES = 6
"""Specification curves drawn; all of them are summed up in the notebook and stand in the table."""

SHIFTED = (VALENCE, "hedges")
"""Measures whose words are drawn; the others are in the table."""

_SEVERAL = 2
"""Pairs of groups from which on they are drawn side by side."""

PER_FIGURE = 24
"""Rows that a forest or standing figure holds and stays readable on one printed page."""


class Plates(StancePlates, OmissionPlates, RetellingPlates, ActorPlates):
    """Draws a study's figures and writes each as PNG and SVG; every method returns what it drew (fields: see `Sheets`)."""

    def section_profile(self) -> Figure:
        """Tone, hedges, boosters and attributions along the article, over windows of the coverage."""
        rows = self._sections()
        drawn = figures.section_profile(
            self.contrasts,
            self.tables["sections"],
            self.tables["exposure"],
            document=self.study.target,
            measures=PROFILE,
            comparison=_first(rows["comparison"]),
            instruments=[self.study.instruments.tone],
            caption=self._caption(
                "Dots: sections of the article. Line and band: median and quartiles of windows of the coverage of about the "
                "same number of words, each coverage article weighing the same",
                n=f"{self._section_count()} sections; {self._pool(rows)}",
                method="Bars: 95 % sentence-block bootstrap within the text, not sampling error. " + SMALL,
                measures=PROFILE,
            ),
        )
        return self._saved(drawn, "section_profile")

    def overview(self) -> Figure:
        """Hedges and tone along the article: the picture of the README."""
        rows = self._sections()
        drawn = figures.overview(
            self.contrasts,
            self.tables["sections"],
            document=self.study.target,
            comparison=_first(rows["comparison"]),
            instruments=[self.study.instruments.tone],
            caption=self._caption(
                "Dots: sections of the article. Band: quartiles of windows of the coverage of about the same length",
                n=f"{self._section_count()} sections; {self._pool(rows)}",
                method="Bars: sentence-block bootstrap within the text, not sampling error. " + SMALL,
                measures=("hedges", "tone"),
            ),
        )
        return self._saved(drawn, "overview")

    def target_standing(self) -> list[Figure]:
        """Where the article stands in each pool of coverage at equal length and among whole articles, a figure a pool."""
        rows = self._documents(one_article=True)
        rows, drawn = rows[rows["actor"] == ""], []
        whole = rows["comparison"].str.endswith(f", {WHOLE_ARTICLES}")
        for at, comparison in enumerate(dict.fromkeys(rows.loc[~whole, "comparison"]), start=1):
            own = rows[rows["comparison"] == comparison]
            measures = [name for name in dict.fromkeys(own["measure"]) if not _split(name)]
            figure = figures.target_standing(
                rows[rows["comparison"].str.startswith(comparison)],
                comparison=comparison,
                measures=measures[:PER_FIGURE],
                instruments=[self.study.instruments.tone],
                title=f"Where the article stands: {comparison}",
                caption=self._caption(
                    "Diamond: the chance, in percent, that a stretch of the coverage lies below one of the article of the same"
                    f" length ({_stretch(own)}), coverage articles weighing one each. Circle: the percentile of the whole"
                    " article among whole articles, all there is where length cannot be matched",
                    n=f"1 article; {self._pool(own)}",
                    method="One article is one observation: no interval, no q. p: were it one more of the coverage, a"
                    " stretch of each; never below 1/(N + 1).",
                    measures=measures,
                ),
            )
            drawn.append(self._saved(figure, _numbered("target_standing", at)))
        return drawn

    def group_forest(self) -> list[Figure]:
        """Differences between groups of coverage with intervals and q, a figure a comparison."""
        rows = self._documents(one_article=False)
        names = dict.fromkeys(str(name).split(": ")[0] for name in rows["comparison"])
        drawn = []
        for at, name in enumerate(names, start=1):
            own = rows[(rows["comparison"].str.split(": ").str[0] == name) & (rows["actor"] == "")]
            figure = figures.forest(
                own[own["measure"].isin(self.study.primary)],
                instruments=[self.study.instruments.tone],
                title=f"Differences between groups of coverage: {name}",
                caption=self._caption(
                    "Difference of the means of document values, first group − second",
                    n=_sides(own),
                    method=f"Thick: 95 % interval, {self.study.resamples:,} studentised bootstrap draws of whole outlets; "
                    "thin: adjusted, so that all of a family hold together with 95 % (Bonferroni); q: Benjamini–Hochberg over "
                    "the family of primary measures.",
                    measures=self.study.primary,
                ),
            )
            drawn.append(self._saved(figure, _numbered("group_forest", at)))
        return drawn

    def group_multiples(self) -> list[Figure]:
        """All pairs of groups side by side on the same axes, with adjusted intervals; none where there is one pair only."""
        rows = self._documents(one_article=False)
        names = {each.name for each in self.study.comparisons if each.kind == "groups"}
        rows = rows[rows["comparison"].str.split(": ").str[0].isin(names)]
        rows = rows[(rows["actor"] == "") & rows["measure"].isin(self.study.primary)]
        if rows["comparison"].nunique() < _SEVERAL:
            return []
        figure = figures.group_multiples(
            rows,
            measures=self.study.primary,
            instruments=[self.study.instruments.tone],
            caption=self._caption(
                "A panel a pair of groups: difference of the means of document values, first − second, on the same axes",
                n=_sides(rows),
                method=f"Thick: 95 % interval, {self.study.resamples:,} studentised bootstrap draws of whole outlets; thin:"
                " adjusted, so that all of a pair's primary measures hold together with 95 % (Bonferroni). Filled: q ≤ 0.05."
                " Cross: too few for an interval.",
                measures=self.study.primary,
            ),
        )
        return [self._saved(figure, "group_multiples")]

    def keywords(self) -> list[Figure]:
        """Words that set two sides apart, a figure a comparison; function words are in the table, not in the figure."""
        return self._key(self.keywords_table, "keywords", "Words")

    def ngrams(self) -> list[Figure]:
        """Words in a row that set two sides apart, a figure a comparison; none unless the study asks for them."""
        table = self.tables.get("ngrams")
        return [] if table is None else self._key(table, "ngrams", "Words in a row")

    def _key(self, table: pd.DataFrame, name: str, words: str) -> list[Figure]:
        drawn = []
        for at, comparison in enumerate(dict.fromkeys(table["comparison"]), start=1):
            sides = _side_names(str(comparison))
            figure = figures.keywords(
                table,
                comparison=comparison,
                sides=sides,
                title=f"{words} that set the two sides apart: {comparison}",
                caption=self._caption(
                    f"{words} with the highest z for {sides[0]} (above) and {sides[1]} (below), how often they occur and in"
                    " how many documents. p: by permutation of whole documents; in bold q ≤ 0.05 (Benjamini–Hochberg)",
                    method="Log-odds with an informative Dirichlet prior (Monroe et al. 2008), sorted by z. Bars: 95 % "
                    "of that model, which takes words for independent: too narrow for articles, so believe p. "
                    f"Function words are counted and tested and stand in the table {name}; they are not drawn.",
                ),
            )
            drawn.append(self._saved(figure, _numbered(name, at)))
        return drawn

    def word_shifts(self) -> list[Figure]:
        """Which words make tone and hedging differ from the coverage, and between the first two groups; the rest is tabled."""
        table, drawn = self.compared["wordshifts"], []
        with_target = table["comparison"].str.startswith("target in ")
        first = table["comparison"] == _first(table.loc[~with_target, "comparison"])
        wanted = table[table["measure"].isin(SHIFTED) & (with_target | first)].drop_duplicates(["comparison", "measure"])
        for at, row in enumerate(wanted.itertuples(), start=1):
            comparison, measure = str(row.comparison), str(row.measure)
            sides = _side_names(comparison)
            figure = figures.word_shift(
                table,
                comparison=comparison,
                measure=measure,
                sides=sides,
                title=f"Which words make the difference: {measure}, {comparison}",
                caption=self._caption(
                    f"What each word adds to {sides[0]} − {sides[1]}, a document weighing one; bars add up to the difference",
                    method="Generalised word shift (Gallagher et al. 2021). "
                    + ("Mean valence of the words that have one, which is not the tone score." if measure == VALENCE else ""),
                    measures=("tone",) if measure == VALENCE else (measure,),
                ),
            )
            drawn.append(self._saved(figure, _numbered("word_shift", at)))
        return drawn

    def specification_curves(self) -> list[Figure]:
        """The first hypotheses by other instruments, voices, units and estimands, a figure each; the rest is tabled."""
        table, drawn = self.compared["specifications"], []
        declared = [each.id for each in self.study.hypotheses][:CURVES]
        for at, curve in enumerate([name for name in dict.fromkeys(table["curve"]) if name in declared], start=1):
            own = table[table["curve"] == curve]
            figure = figures.specification_curve(
                own,
                curve=str(curve),
                caption=self._caption(
                    "Difference by every way of counting, the declared one marked; bars are 95 % intervals, none where the"
                    " target is one side",
                    n=f"{len(own)} specifications of one hypothesis, which is tested once, as declared",
                    method="Specification curve (Simonsohn et al. 2020): it describes and tests nothing more.",
                ),
            )
            drawn.append(self._saved(figure, _numbered("specification_curve", at)))
        return drawn

    def left_one_out(self) -> list[Figure]:
        """The first primary measure's differences without each outlet and section, a figure a comparison."""
        table, drawn = self.compared["robustness"], []
        for at, comparison in enumerate(dict.fromkeys(table["comparison"]), start=1):
            own = table[table["comparison"] == comparison]
            measure = next((name for name in self.study.primary if (own["measure"] == name).any()), "")
            figure = figures.left_one_out(
                own,
                comparison=str(comparison),
                measure=measure,
                caption=self._caption(
                    "The difference without one outlet (number of its documents) or one section of the article; those that move"
                    " it most",
                    method="All voices, declared instrument; all primary measures are in the table robustness.",
                ),
            )
            drawn.append(self._saved(figure, _numbered("left_one_out", at)))
        return drawn

    def actor_sections(self) -> Figure:
        """Who is named in which section, and the tone of the sentences that name them."""
        drawn = figures.actor_sections(
            self.tables["measures"],
            self.tables["sections"],
            self.tables["exposure"],
            document=self.study.target,
            instruments=[self.study.instruments.tone],
            caption=self._caption(
                "Left: mentions per 1,000 words. Right: mean tone of the sentences that name the actor, which is not tone "
                "towards it",
                n=f"{self._section_count()} sections of one article",
                method=SMALL,
                measures=("mentions", "tone_near"),
            ),
        )
        return self._saved(drawn, "actor_sections")

    def comention(self) -> Figure:
        """Who is named in the same sentence as whom."""
        drawn = figures.comention(
            self.tables["measures"],
            document=self.study.target,
            caption=self._caption(
                "Share of the sentences naming either actor that name both", n="one article", measures=("comention",)
            ),
        )
        return self._saved(drawn, "comention")

    def frames_by_section(self) -> Figure:
        """Issue frames by section."""
        drawn = figures.frames_by_section(
            self.tables["measures"],
            self.tables["sections"],
            self.tables["exposure"],
            document=self.study.target,
            titles={frame.name: frame.title or frame.name for frame in self.study.frames},
            caption=self._caption(
                "Indicators of each frame that the study declares, per 1,000 words",
                n=f"{self._section_count()} sections of one article",
                method=SMALL + " Issue frames are not validated.",
            ),
        )
        return self._saved(drawn, "frames_by_section")

    def generic_frames_by_section(self) -> Figure:
        """Generic frames by section: those of Semetko & Valkenburg that the study counts."""
        drawn = figures.frames_by_section(
            self.tables["measures"],
            self.tables["sections"],
            self.tables["exposure"],
            document=self.study.target,
            prefix="generic_",
            title="Generic frames by section",
            caption=self._caption(
                "Indicators of each generic frame (Semetko & Valkenburg 2000), per 1,000 words",
                n=f"{self._section_count()} sections of one article",
                method=SMALL,
                measures=tuple(f"generic_{name}" for name in self.study.instruments.generic_frames),
            ),
        )
        return self._saved(drawn, "generic_frames_by_section")

    def corrected(self) -> list[Figure]:
        """Contrasts as the instruments have them and corrected by hand-coded units, a figure a codebook; none without codes."""
        from framing.validate.estimates import corrected_table

        table = corrected_table(self.tables, self.study)
        drawn = []
        for at, (book, rows) in enumerate(table.groupby("codebook", sort=True), start=1):
            contrasts = rows[rows["comparison"].str.contains(" − ", regex=False)]
            figure = figures.corrected_forest(
                rows,
                title=f"Contrasts, naive and corrected by coders: {book}",
                caption=self._caption(
                    "Difference of the means of document values, first group − second. Naive: the instrument's scores, as if "
                    "it never erred. Corrected: design-based supervised learning on hand-coded units",
                    n=f"{int(contrasts['coded'].max()) if len(contrasts) else 0:,} coded units at most in a contrast",
                    method="Bars: 95 % intervals, t with outlets as the unit.",
                ),
            )
            drawn.append(self._saved(figure, _numbered("corrected", at)))
        return drawn

    def _sections(self) -> pd.DataFrame:
        """Give the rows of the first comparison of sections with windows."""
        rows = self.contrasts[self.contrasts["section"] != ALL]
        return rows[rows["comparison"] == _first(rows["comparison"])]

    def _documents(self, *, one_article: bool) -> pd.DataFrame:
        rows = self.contrasts
        whole = (rows["section"] == ALL) & (rows["voice"] == ALL) & rows["specification"].isin(["primary", "exploratory"])
        return rows[whole & (rows["comparison"].str.startswith("target in ") == one_article)]

    def _section_count(self) -> int:
        return int((self.tables["sections"]["document"] == self.study.target).sum())

    def _pool(self, rows: pd.DataFrame) -> str:
        """Say how many articles the target is held against."""
        known = rows["n_coverage"].dropna()
        whose = _first(rows["comparison"]).split(" in ")[-1].split(" of ")[-1]
        return f"{int(known.max()) if len(known) else 0:,} articles ({whose})"


def _first(column: pd.Series) -> str:
    return str(column.iloc[0]) if len(column) else ""


def _numbered(name: str, at: int) -> str:
    """Name the first figure of a family plainly and number the others."""
    return name if at == 1 else f"{name}_{at}"


def _split(measure: str) -> bool:
    """Whether a measure is a kind of another (hedges_doxastic of hedges), which would crowd the overview."""
    return measure.startswith(("hedges_", "boosters_", "attributions_", "frame_", "generic_"))


def _sides(rows: pd.DataFrame) -> str:
    """Say how many documents stand on each side of each comparison."""
    counted = rows.drop_duplicates("comparison")
    pairs = zip(counted["comparison"], counted["n_target"], counted["n_coverage"], strict=True)
    return "; ".join(f"{str(name).split(': ')[-1]}: {first:,} and {second:,} articles" for name, first, second in pairs)


def _stretch(rows: pd.DataFrame) -> str:
    """Say how long the stretches are, as the estimator has it; nothing where there are none."""
    told = rows["estimator"].str.extract(r"\(([^)]*)\)$", expand=False).dropna()
    return _first(told) or "none here"


def _side_names(comparison: str) -> tuple[str, str]:
    if comparison.startswith("target in "):
        return "article", comparison.removeprefix("target in ")
    first, _, second = comparison.split(": ")[-1].partition(" − ")
    return first, second or "the rest"

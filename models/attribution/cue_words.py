"""Words that make a cue: `python -m models.attribution.cue_words` prints the rows `entry,cue` of lexicons/attribution-news.csv.

A word is listed where at least `RATE` of its occurrences in PolNeAR train, and at least `LEAST`, are within a cue, and
it is not among `NO_CUES`: adverbs, auxiliaries and acts that the coders marked in passing. A cue without any listed word
is no cue: what the tagger learnt on campaign news alone does not carry over to other news.
"""

from __future__ import annotations

import numpy as np

from models.attribution.gold import CUE, articles

RATE, LEAST = 0.2, 4

NO_CUES = frozenset(
    """
    has about clear also publicly issues looking repeatedly recently widely previously quickly strongly increasingly
    filed signed passed fired delivered released issued cast voted posted pushing pushed went looked drew hired
    ordered charged attempted officially privately openly formally initially regularly specifically explicitly
    consistently frequently seemingly aggressively barely loudly sharply evenly similarly squarely quietly suddenly
    hopefully favorably pointedly implicitly vehemently enthusiastically forcefully famously jokingly rhetorically
    acutely keenly derisively advice letter column reference telephone footage statement disclosure quick sharp
    strong glad length guilty pointing launched launching imposed appointed approved assailed blocked restricting
    hitting hits struck counter stuck passing withdrew negotiated attempting attempted opted pivoted sided sponsored
    designed exposed presented planning devoted dedicated covered featured unveiled opened intended knocked listing
    laid lays laying counting released follows relying tries tend stern tribute shared felt named identify
    identified identifies identifying nominate nominated nominating projected adopted released mounting responding
    launches informed authorized embraced embracing embraces touched upon chatter impassioned passionate confidence
    silence hostility supportive consensus noticed listed lists introduce introduced introducing introduces written
    provided obvious
    """.split()  # noqa: SIM905
)


def main() -> None:
    """Print the rows."""
    gold = articles("train")
    words = gold.batch.words
    every = np.bincount(words.type, minlength=len(words.types))
    inside = np.bincount(words.type[gold.role == CUE], minlength=len(words.types))
    chosen = np.flatnonzero((inside >= LEAST) & (inside >= RATE * every))
    for word in sorted(str(words.types[int(row)]) for row in chosen):
        if word not in NO_CUES and word.isalpha():
            print(f"{word},cue")


if __name__ == "__main__":
    main()

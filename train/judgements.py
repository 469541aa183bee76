"""Learns how candidates are judged from annotated articles and writes the weights: see README.md beside this file.

python train/judgements.py DIR… --out data/lexicon/de/judgements.tsv
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newsfacts.analysis.embedded import load
from newsfacts.extraction import cast, speech, stances
from newsfacts.extraction.events import candidates
from newsfacts.extraction.events.judging import Judge
from newsfacts.extraction.judgement import BIAS
from newsfacts.extraction.positions import positions
from newsfacts.model import Article
from newsfacts.reading import read

RIDGE = 20.0  # the penalty on the squares of the weights
FOLDS = 10
ROUNDS = 25  # of Newton's method
RARE = 8  # candidates that must have a feature for it to get a weight
HEADER = """# Weights of the learned judgements: a logistic regression over what the rules know of a candidate, by kind
# of fact; the weight of * is everybody's. Written by train/judgements.py from {articles} annotated articles.
kind\tfeature\tweight
"""

Json = dict[str, Any]
Extent = tuple[int, int]
Row = tuple[Mapping[str, float], bool]


def located(text: str, words: str) -> Extent:
    """The extent of annotated words; `words##2` means their second occurrence."""
    words, _, number = words.partition("##")
    at = -1
    for _ in range(int(number or 1)):
        at = text.find(words, at + 1)
    return at, at + len(words)


def event_rows(folder: Path) -> Iterator[list[Row]]:
    """The candidates for events of each annotated article of a folder, with whether the annotation has them."""
    analyse = load()
    for article in read([str(folder / "articles")]):
        if not isinstance(article, Article):
            raise SystemExit(f"{folder}: {article} is no article that can be learned from")
        gold = json.loads((folder / "facts" / f"{article.id}.json").read_text("utf-8"))
        analysis = analyse(article)
        actors = cast.build(analysis)
        said, taken = speech.attributions(analysis), stances.attributions(analysis, actors)
        positions(analysis, actors, said, taken)
        grammar, groups = candidates(analysis, actors, (*said, *taken))
        judge = Judge(grammar, (*said, *taken), groups)
        extents = [[analysis.span(at, at + 1) for m in group.members for at in m.trigger.tokens] for group in groups]
        taken_up = matches([located(article.text, event["trigger"]) for event in gold["events"]], extents)
        yield [(judge.features(group), number in taken_up) for number, group in enumerate(groups)]


def matches(gold: Sequence[Extent], found: Sequence[Sequence[Any]]) -> set[int]:
    """Which of the found have a mention that overlaps an annotated trigger, each trigger taken once, in text order."""
    taken: set[int] = set()
    for first, last in gold:
        hits = (
            number
            for number, spans in enumerate(found)
            if number not in taken and any(span.start < last and first < span.end for span in spans)
        )
        taken.update(hit for hit in (next(hits, None),) if hit is not None)
    return taken


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """The weights that make the rows likeliest, with a ridge penalty on all but the common one."""
    counts: dict[str, int] = {}
    for features, _ in rows:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= RARE)
    column = {name: number for number, name in enumerate(names, 1)}
    matrix = np.zeros((len(rows), len(names) + 1))
    matrix[:, 0] = 1
    for number, (features, _) in enumerate(rows):
        for name, value in features.items():
            if name in column:
                matrix[number, column[name]] = value
    right = np.array([float(good) for _, good in rows])
    weights, penalty = np.zeros(len(names) + 1), np.full(len(names) + 1, RIDGE)
    penalty[0] = 1e-6
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (right - likely) - penalty * weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + np.diag(penalty)
        weights += np.linalg.solve(curve, slope)
    return dict(zip((BIAS, *names), map(float, weights), strict=True))


def judged(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The probability that weights give to features."""
    total = weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return float(1 / (1 + np.exp(-total)))


def held_out(articles: Sequence[list[Row]]) -> list[tuple[float, bool]]:
    """The probability of each row by weights learned from the other articles, and whether it was right."""
    found = []
    for fold in range(FOLDS):
        weights = fitted([row for n, rows in enumerate(articles) if n % FOLDS != fold for row in rows])
        rows = (row for n, rows in enumerate(articles) if n % FOLDS == fold for row in rows)
        found += [(judged(weights, features), good) for features, good in rows]
    return found


def report(kind: str, found: Sequence[tuple[float, bool]]) -> None:
    """Prints precision, recall and F over the candidates by threshold, and how often high probabilities are right."""
    right = sum(good for _, good in found)
    print(f"{kind}: {len(found)} candidates, {right} right; held out:")
    for threshold in (0.25, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5, 0.8):
        kept = [good for likely, good in found if likely >= threshold]
        precision, recall = sum(kept) / max(1, len(kept)), sum(kept) / right
        print(f"  {threshold:.2f}  P {precision:.3f}  R {recall:.3f}  F {200 * sum(kept) / (len(kept) + right):.1f}")


def main() -> None:
    """Reads the command line; without --out only the held-out figures are printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders with articles/ and annotated facts/")
    parser.add_argument("--out", type=Path, help="the table of weights")
    options = parser.parse_args()
    articles = [rows for folder in options.folders for rows in event_rows(folder)]
    report("event", held_out(articles))
    if options.out is not None:
        weights = fitted([row for rows in articles for row in rows])
        lines = [f"event\t{name}\t{weight:.3f}\n" for name, weight in sorted(weights.items())]
        options.out.write_text(HEADER.format(articles=len(articles)) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

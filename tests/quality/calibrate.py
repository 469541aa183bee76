"""Counts how often each position rule is right on annotated articles, for the lexicon's `rule-confidence.tsv`.

`python tests/quality/calibrate.py GOLD_DIR PREDICTED_DIR` prints the table: by rule, neutral statements and other
stances apart, holders with a name and without apart. GOLD_DIR holds `articles/` and `facts/` as the gold data do,
PREDICTED_DIR facts files of the same articles. A position is right if its content overlaps an annotated one of the same
holder by half and the stance is the same.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from newsfacts.extraction.positions.confidence import bearing, groups, naming
from newsfacts.model import Stance

Json = dict[str, Any]
Extent = tuple[int, int]


def located(text: str, words: str) -> Extent:
    """The extent of annotated words; `words##2` means their second occurrence."""
    words, _, number = words.partition("##")
    at = -1
    for _ in range(int(number or 1)):
        at = text.find(words, at + 1)
    return at, at + len(words)


def names(text: str, actor: Json) -> set[str]:
    """The names of an annotated or predicted actor, folded and without a leading article."""
    spans = [m.partition("##")[0] if isinstance(m, str) else text[m["start"] : m["end"]] for m in actor["mentions"]]
    folded = (" ".join(re.findall(r"\w+", name.casefold())) for name in (*spans, actor["name"]))
    return {re.sub(r"^(der|die|das|dem|den|des|eine?[mnrs]?) ", "", name) for name in folded}


def overlaps(gold: Extent, parts: list[Extent]) -> bool:
    """Whether the extents share half of the shorter and a quarter of the longer."""
    shared = sum(max(0, min(gold[1], b) - max(gold[0], a)) for a, b in parts)
    short, long = sorted((gold[1] - gold[0], sum(b - a for a, b in parts)))
    return shared >= 0.5 * short and shared >= 0.25 * long


def is_named(text: str, position: Json, actor: Json) -> bool:
    """Whether the words that name the holder at this place share a capitalised word with the actor's own name."""
    mention = position.get("holder_mention")
    words = re.findall(r"\w+", text[mention["start"] : mention["end"]]) if mention else []
    return bool(actor.get("named", True)) and any(w[0].isupper() and w in actor["name"] for w in words)


def judged(text: str, gold: Json, predicted: Json) -> Iterator[tuple[str, Stance, str, bool]]:
    """The rule and stance of each predicted position, whether its holder is named and whether it is right."""
    annotated = {a["key"]: names(text, a) for a in gold["actors"]}
    known = {a["id"]: names(text, a) for a in predicted["actors"]}
    actors = {a["id"]: a for a in predicted["actors"]}
    free = list(gold["positions"])
    for position in sorted(predicted["positions"], key=lambda p: sum(c["start"] - c["end"] for c in p["content"])):
        parts = [(c["start"], c["end"]) for c in position["content"]]
        fits = [
            g
            for g in free
            if g["stance"] == position["stance"]
            and annotated[g["holder"]] & known.get(position["holder"], set())
            and overlaps(located(text, g["content"]), parts)
        ]
        if fits:
            free.remove(fits[0])
        named = naming(named=is_named(text, position, actors[position["holder"]]))
        yield position["rule"].partition(":")[0], cast("Stance", position["stance"]), named, bool(fits)


def main() -> None:
    """Prints the table: each rule, its family and all rules together (`*`), neutral statements and others apart."""
    gold, predicted = map(Path, sys.argv[1:])
    right: Counter[tuple[str, str, str]] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for path in sorted((gold / "facts").glob("*.json")):
        text = json.loads((gold / "articles" / path.name).read_text("utf-8"))["text"]
        facts = json.loads((predicted / path.name).read_text("utf-8"))
        for rule, stance, holder, good in judged(text, json.loads(path.read_text("utf-8")), facts):
            for name in set(groups(rule)):
                found[name, bearing(stance), holder] += 1
                right[name, bearing(stance), holder] += good
    lines = ["rule\tbearing\tholder\tright\tfound"]
    lines += ["\t".join((*key, str(right[key]), str(found[key]))) for key in sorted(found)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

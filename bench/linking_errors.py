"""Linking errors by cause: linking_errors.py GOLD PREDICTED [--list] — both folders of facts by article, as score.py's.

GOLD has `articles/` and `facts/`. Actors are matched as the score does, by the names they share. Precision falls by
links that are wrong and by linked actors that the gold does not have, recall by actors missed and links not accepted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]
PRECISION = ("wrong item", "no actor of the gold: in a fact", "no actor of the gold: in no fact")
RECALL = ("wrong item", "actor missed", "suggested rightly", "suggested wrongly", "no candidate", "rejected")


def folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def names(actor: Record, text: str) -> set[str]:
    spans = (m.partition("##")[0] if isinstance(m, str) else text[m["start"] : m["end"]] for m in actor["mentions"])
    return {folded(words) for words in (actor["name"], *spans)}


def matched(gold: list[Record], predicted: list[Record], text: str) -> dict[int, int]:
    """Gold actor -> predicted actor, those first that share most names."""
    mine, theirs = ([names(actor, text) for actor in actors] for actors in (gold, predicted))
    weights = sorted((-len(x & y), g, p) for g, x in enumerate(mine) for p, y in enumerate(theirs) if x & y)
    pairs: dict[int, int] = {}
    for _, g, p in weights:
        if g not in pairs and p not in pairs.values():
            pairs[g] = p
    return pairs


def in_facts(facts: Record) -> set[str]:
    """The actors that take part in an event, a position or a role."""
    used: set[str] = set()
    for fact in (*facts["events"], *facts["positions"], *facts["roles"]):
        for value in fact.values():
            listed = value if isinstance(value, list) else [value]
            used.update(one for one in listed if isinstance(one, str))
    return used


def errors(gold: Record, predicted: Record, text: str) -> Iterator[tuple[str, str]]:
    """(cause, what) of each error of an article."""
    pairs = matched(gold["actors"], predicted["actors"], text)
    used = in_facts(predicted)
    for p, actor in enumerate(predicted["actors"]):
        if actor.get("wikidata") and p not in pairs.values():
            cause = PRECISION[1] if actor["id"] in used else PRECISION[2]
            yield cause, shown(actor)
    for g, actor in enumerate(gold["actors"]):
        if not actor["wikidata"]:
            continue
        if g not in pairs:
            yield "actor missed", f"{actor['name']} {actor['wikidata']}"
        elif (found := predicted["actors"][pairs[g]]).get("wikidata") != actor["wikidata"]:
            yield missed(found, actor["wikidata"]), f"{actor['name']} {actor['wikidata']} ← {shown(found)}"


def missed(found: Record, item: str) -> str:
    if found.get("wikidata"):
        return "wrong item"
    link = found.get("link") or {"status": "nil", "candidates": []}
    if link["status"] != "suggested":
        return "no candidate" if link["status"] == "nil" else "rejected"
    return "suggested rightly" if link["candidates"][0]["wikidata"] == item else "suggested wrongly"


def shown(actor: Record) -> str:
    candidates = (actor.get("link") or {}).get("candidates") or ()
    best = ", ".join(f"{one['wikidata']} {one['label']} {one['score']:.2f} {one['features']}" for one in candidates[:2])
    return f"{actor['name']} ({actor['type']}) [{best}]"


def main() -> None:
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    found: list[tuple[str, str, str]] = []
    for path in sorted((root / "facts").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = json.loads((root / "articles" / path.name).read_text("utf-8"))["text"]
        predicted = json.loads((out / path.name).read_text("utf-8"))
        found += [(cause, path.stem, what) for cause, what in errors(gold, predicted, text)]
    counts = Counter(cause for cause, _, _ in found)
    for title, causes in (("against precision", PRECISION), ("against recall", RECALL)):
        print(f"{title}: {sum(counts[cause] for cause in causes)}")
        for cause in causes:
            print(f"  {counts[cause]:4} {cause}")
    if "--list" in sys.argv:
        print(*(f"{cause} | {article} | {what}" for cause, article, what in sorted(found)), sep="\n")


if __name__ == "__main__":
    main()

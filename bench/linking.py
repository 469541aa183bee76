"""Measures linking: opening, lookups, articles a second, and quality on gold actors.

bench/linking.py [GOLD_DIR]: GOLD_DIR has articles/ and facts/ as the scorer takes them; without it only times.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from newsfacts.linking.gazetteer import EXACT, Gazetteer
from newsfacts.linking.linker import Linker, load
from newsfacts.linking.names import fold
from newsfacts.model import Actor, ArticleInfo, Facts, Mention, Place, Role

ARTICLES = 1_000
_NAMES = 5_000


def found(text: str, string: str) -> tuple[int, int]:
    """Where the gold means a string: `words##2` is its second occurrence."""
    words, _, count = string.partition("##")
    at = -1
    for _ in range(int(count or 1)):
        at = text.find(words, at + 1)
    return at, at + len(words)


def gold_facts(article: dict[str, Any], gold: dict[str, Any]) -> Facts:
    """The gold's actors, roles and places as facts, with their mentions and without their items."""
    text = article["text"]

    def mention(string: str) -> Mention:
        return Mention(*found(text, string), kind="name" if string[:1].isupper() else "noun")

    places = sorted({event["place"] for event in gold["events"] if event.get("place")})
    return Facts(
        article=ArticleInfo(
            article["id"], hashlib.sha256(text.encode()).hexdigest(), published=article.get("published") or None
        ),
        actors=tuple(
            Actor(a["key"], a["name"], a["type"], tuple(mention(m) for m in a["mentions"])) for a in gold["actors"]
        ),
        roles=tuple(Role(r["actor"], r["title"].partition("##")[0], r["of"]) for r in gold["roles"]),
        places=tuple(Place(f"p{n}", name.partition("##")[0], (mention(name),)) for n, name in enumerate(places)),
    )


def times() -> None:
    """Opening the gazetteer and looking names up in it, each name for the first time."""
    start = time.perf_counter()
    gazetteer = Gazetteer.core()
    opened = time.perf_counter() - start
    labels = gazetteer._db.execute("SELECT label_en FROM entity WHERE qid % 29 = 0 LIMIT ?", (_NAMES,)).fetchall()
    keys = [fold(label) for (label,) in labels]
    start = time.perf_counter()
    for key in keys:
        gazetteer.lookup(key, EXACT)
    each = (time.perf_counter() - start) / len(keys)
    print(f"opens in {1000 * opened:.1f} ms; {len(keys)} lookups, {1000 * each:.3f} ms each")


def cause(actor: Actor, item: str, linker: Linker) -> str:
    """Why a gold item was not given."""
    if linker.gazetteer.entry(int(item[1:])) is None:
        return "item not in the gazetteer"
    link = actor.link
    if link is None or not link.candidates:
        return "name not known"
    if item not in {candidate.wikidata for candidate in link.candidates}:
        return "other items only"
    return "wrong item" if actor.wikidata else f"only {link.status}"


def quality(folder: Path, linker: Linker) -> None:
    """Precision, recall and F1 of links of gold actors, states apart, and the causes of errors."""
    counts: Counter[str] = Counter()
    causes: list[str] = []
    spent, documents = 0.0, []
    for path in sorted((folder / "facts").glob("*.json")):
        article = json.loads((folder / "articles" / path.name).read_text("utf-8"))
        gold = json.loads(path.read_text("utf-8"))
        facts = gold_facts(article, gold)
        documents.append((facts, article["text"]))
        linked = linker(facts, article["text"])
        for told, actor in zip(gold["actors"], linked.actors, strict=True):
            item = told.get("wikidata")
            if not item:
                counts["unjudged"] += actor.wikidata is not None
                continue
            for kind in ("all", actor.type):
                counts[f"{kind} gold"] += 1
                counts[f"{kind} given"] += actor.wikidata is not None
                counts[f"{kind} right"] += actor.wikidata == item
            if actor.wikidata != item:
                causes.append(cause(actor, item, linker))
    for kind in ("all", "state", "organization", "person", "group"):
        given, right, gold_items = (counts[f"{kind} {what}"] for what in ("given", "right", "gold"))
        if gold_items:
            precision, recall = right / given if given else 0.0, right / gold_items
            shares = f"P {100 * precision:5.1f} R {100 * recall:5.1f}"
            print(f"{kind:12} {shares} ({right} right, {given} given, {gold_items} gold)")
    f1 = 2 * counts["all right"] / (counts["all gold"] + counts["all given"])
    print(f"F1 {100 * f1:.1f}; {counts['unjudged']} links where the gold has none; causes: {dict(Counter(causes))}")
    rounds = ARTICLES // max(len(documents), 1) + 1
    start = time.perf_counter()
    for _ in range(rounds):
        for facts, text in documents:
            linker(facts, text)
    spent = (time.perf_counter() - start) / (rounds * len(documents))
    print(f"{1000 * spent:.2f} ms an article")


def main() -> None:
    """Runs the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path)
    arguments = parser.parse_args()
    times()
    if arguments.gold:
        quality(arguments.gold, load())


if __name__ == "__main__":
    main()

"""Makes a large workspace of a small one: scale.py WORKSPACE OUT TIMES — every article TIMES times under other ids.

For measuring pages, exports and the store on thousands of articles without extracting thousands of articles.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import msgspec

from newsfacts import build
from newsfacts.config import Settings
from newsfacts.model import Facts
from newsfacts.store import GraphStore
from newsfacts.workspace import Workspace


def copies(source: Workspace, target: Workspace, times: int) -> int:
    """Writes the copies; says how many articles the target then has."""
    for facts in source.all_facts():
        article = source.article(facts.article.id) if isinstance(facts, Facts) else None
        if not isinstance(facts, Facts) or article is None:
            continue
        for n in range(times):
            key = f"{facts.article.id}-{n}"
            info = msgspec.structs.replace(facts.article, id=key)
            target.put_article(msgspec.structs.replace(article, id=key))
            target.put_facts(msgspec.structs.replace(facts, article=info))
    return len(target.article_ids())


def main() -> None:
    source, target = (Workspace(Path(name)) for name in sys.argv[1:3])
    number = copies(source, target, int(sys.argv[3]))
    started = time.perf_counter()
    with GraphStore(target.store) as store:
        graphs, failed = build.put_graphs(target, store, Settings())
        seconds = time.perf_counter() - started
        print(f"{number} articles, {graphs} graphs, {len(store.inner)} quads in {seconds:.1f} s, {len(failed)} failed")


if __name__ == "__main__":
    main()

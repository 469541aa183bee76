"""Tokens a second by stage of analysis, on articles in newsfacts' JSON: `python bench/stages.py DIRECTORY [COUNT]`."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

START = time.perf_counter()

from newsfacts.analysis import embedded  # noqa: E402 - the import is part of what is measured
from newsfacts.analysis.sentences import divide  # noqa: E402
from newsfacts.model import Article  # noqa: E402


def articles(folder: Path, count: int) -> list[Article]:
    """The first articles of a folder by name, repeated until there are enough of them."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))[:count]]
    return [Article(id=str(number), text=document["text"]) for number, document in enumerate(read)]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` gives and the CPU seconds it took."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def main(folder: Path, count: int) -> None:
    """Prints one line a stage."""
    analyser, loading = timed(embedded.load)
    print(f"start and load       {time.perf_counter() - START:8.2f} s wall, {loading:.2f} s CPU")
    chosen = articles(folder, count)
    divided, splitting = timed(lambda: [divide(article) for article in chosen])
    tokens = sum(len(one.pieces) for one in divided)
    tagged, tagging = timed(lambda: [analyser.tag(article, one) for article, one in zip(chosen, divided, strict=True)])
    parts = list(zip(chosen, divided, tagged, strict=True))
    _, building = timed(lambda: [analyser.assemble(*part) for part in parts])
    for name, seconds in (("divide", splitting), ("tag and parse", tagging), ("clauses", building)):
        print(f"{name:20} {tokens / seconds:8.0f} tokens/s {seconds:8.2f} s")
    total = splitting + tagging + building
    print(f"{'all':20} {tokens / total:8.0f} tokens/s {total:8.2f} s for {tokens} tokens of {len(chosen)} articles")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)

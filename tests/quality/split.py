"""The part of the gold data that nobody reads while writing rules: a third, chosen by the hash of the article's id.

`python tests/quality/split.py GOLD_DIR OUT_DIR` lays out `seen/` and `unseen/` copies of the gold articles and of the
quotation corpus's training part, each with the layout that the scorers expect.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path


def unseen(article_id: str) -> bool:
    """Whether an article belongs to the unseen third; for the quotation corpus `article_id` is the file's stem."""
    return int(hashlib.sha256(article_id.encode()).hexdigest()[:8], 16) % 3 == 0


def main() -> None:
    gold, out = map(Path, sys.argv[1:])
    for folder in ("articles", "facts", "quotes/train"):
        for path in sorted((gold / folder).glob("*.json")):
            target = out / ("unseen" if unseen(path.stem) else "seen") / folder
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / path.name)


if __name__ == "__main__":
    main()

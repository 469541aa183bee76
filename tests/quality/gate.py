"""The quality gate: what the extraction scores on the gold, and the floors below which it must not fall.

`python tests/quality/gate.py` measures and prints; `--update` pins the figures as floors. Floors only rise: an update
that would lower one is refused, unless `--allow-regression "reason"` says why; the reason belongs into the CHANGELOG.
The gold lies outside the repository (`NEWSFACTS_SHARED`, else `../shared`); its hash is pinned with the floors.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from newsfacts import facts as facts_format
from newsfacts import pipeline
from newsfacts.config import Settings
from newsfacts.model import Article, Facts
from newsfacts.reading import read
from newsfacts.workspace import file_name

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("NEWSFACTS_SHARED", ROOT.parent / "shared"))
GOLD = SHARED / "gold"
FLOORS = Path(__file__).with_name("floors.json")
# Below this much a figure may differ between machines: sums of floats in another order.
TOLERANCE = 0.001


def corpus_hash() -> str:
    """The hash of everything that the figures are measured on and with."""
    total = hashlib.sha256()
    parts = ("*.py", "articles/*", "facts/*", "quotes/dev/*")
    for path in sorted(path for part in parts for path in GOLD.glob(part)):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:16]


def predict(articles: Path, out: Path, extractor: str = "rules") -> None:
    """Writes the facts of every article under `articles` to `out`."""
    out.mkdir()
    settings = Settings(extractor=extractor)
    linker = pipeline.linker(settings, out / "no-decisions.tsv")
    with pipeline.Extraction(settings) as extraction:
        items = [item for item in read([str(articles)]) if isinstance(item, Article)]
        for article, found in zip(items, extraction(items), strict=True):
            if not isinstance(found, Facts):
                raise found
            linked = linker(found, article.text) if linker else found
            (out / file_name(article.id)).write_bytes(facts_format.encode(linked))


def scored(script: str, gold: Path, predicted: Path) -> dict[str, dict[str, float]]:
    """The figures that one of the gold's scorers gives, by row."""
    out = predicted / "figures.json"
    command = [sys.executable, str(GOLD / script), str(gold), str(predicted), "--json", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    figures: dict[str, dict[str, float]] = json.loads(out.read_text())
    return figures


def measured() -> dict[str, float]:
    """The gate's figures in percent: every row of `score.py`, precision of positions, and the quotation rows, of the
    positions and of the extractor for quotations."""
    with tempfile.TemporaryDirectory() as folder:
        facts, quotes, told, articles = (Path(folder, name) for name in ("facts", "quotes", "told", "articles"))
        predict(GOLD / "articles", facts)
        subprocess.run(
            [sys.executable, str(GOLD / "quotes_as_articles.py"), str(GOLD / "quotes/dev"), str(articles)], check=True
        )
        predict(articles, quotes)
        predict(articles, told, "quotations")
        gold = scored("score.py", GOLD, facts)
        dev, all_told = (scored("score_quotes.py", GOLD / "quotes/dev", made) for made in (quotes, told))
    figures = {name: row["f1"] for name, row in gold.items()}
    figures |= {f"quotes {name}": row["f1"] for name, row in dev.items()}
    figures |= {f"quotations {name}": row["f1"] for name, row in all_told.items()}
    figures |= {f"{name} precision": gold[name]["precision"] for name in ("positions", "linking")}
    return {name: round(100 * value, 2) for name, value in figures.items()}


def below(floors: dict[str, float], figures: dict[str, float]) -> list[str]:
    """The figures that fall below their floors, in words."""
    return [
        f"{name}: {figures.get(name, 0.0)} is below {floor}"
        for name, floor in floors.items()
        if figures.get(name, 0.0) < floor - TOLERANCE
    ]


def main() -> int:
    """Measures; pins on request."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="pin the measured figures as floors")
    parser.add_argument("--allow-regression", metavar="REASON", help="let floors fall, for this reason")
    options = parser.parse_args()
    figures, pinned = measured(), json.loads(FLOORS.read_text())
    for name, value in figures.items():
        print(f"{name:22} {value:6.2f}   floor {pinned['floors'].get(name, 0.0):6.2f}")
    fallen = below(pinned["floors"], figures)
    print(*fallen, sep="\n")
    if options.update and (not fallen or options.allow_regression):
        document = {"corpus": corpus_hash(), "lowered": options.allow_regression or "", "floors": figures}
        FLOORS.write_text(json.dumps(document, indent=1) + "\n")
        return 0
    return bool(fallen)


if __name__ == "__main__":
    sys.exit(main())

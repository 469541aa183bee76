"""Cuts the German Brown clusters of spacy-lookups-data (MIT) to the most frequent forms: `clusters.tsv.xz`."""

import gzip
import json
import lzma
import sys
from collections import defaultdict
from pathlib import Path

import spacy_lookups_data

KEPT = 200_000


def main(target: Path) -> None:
    folder = Path(spacy_lookups_data.__file__).parent / "data"
    with gzip.open(folder / "de_lexeme_cluster.json.gz") as file:
        clusters = json.load(file)
    with gzip.open(folder / "de_lexeme_prob.json.gz") as file:
        probabilities = json.load(file)
    kept = sorted(clusters, key=lambda form: (-probabilities.get(form, -99.0), form))[:KEPT]
    groups = defaultdict(list)
    for form in kept:
        if form and not any(char.isspace() for char in form):
            groups[clusters[form]].append(form)
    with lzma.open(target, "wt", encoding="utf-8", preset=9 | lzma.PRESET_EXTREME) as out:
        for cluster in sorted(groups):
            out.write(f"{cluster}\t{' '.join(sorted(groups[cluster]))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

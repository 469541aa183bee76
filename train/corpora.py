"""Reads the training corpora: Universal Dependencies treebanks (CoNLL-U) and GermEval 2014 (TSV), gzipped."""

import gzip
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

KEPT = ("Case", "Gender", "Mood", "Number", "Person", "Tense", "VerbForm")
# Subtypes that the treebanks use differently, or too rarely to be learnt.
RELATIONS = {
    "obl:tmod": "obl", "nmod:poss": "nmod", "acl:relcl": "acl", "flat:name": "flat", "expl:pv": "expl",
    "csubj:pass": "csubj",
    "cc:preconj": "cc", "nsubj:outer": "nsubj", "iobj": "obl:arg", "orphan": "dep", "goeswith": "flat", "root": "ROOT",
}  # fmt: skip
ENTITIES = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "OTH": "MISC"}


def blocks(path: Path) -> Iterator[list[list[str]]]:
    """The rows of each sentence, comments left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[list[str]] = []
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                yield rows
                rows = []
        if rows:
            yield rows


def _words(rows: list[list[str]]) -> tuple[list[list[str]], dict[str, int]]:
    """The surface words and, for every syntactic word, the surface word it is part of ("im" holds "in" and "dem")."""
    words: list[list[str]] = []
    place = {"0": -1}
    inside: dict[str, int] = {}
    for row in rows:
        number = row[0]
        if "-" in number:
            first, last = map(int, number.split("-"))
            inside |= {str(n): len(words) for n in range(first, last + 1)}
            words.append(list(row))
        elif "." in number:
            continue
        elif number in inside:
            place[number] = inside[number]
            if words[inside[number]][3] == "_":
                surface = words[inside[number]]
                words[inside[number]] = [*row[:1], surface[1], *row[2:9], surface[9]]
        else:
            place[number] = len(words)
            words.append(row)
    return words, place


def features(row: list[str]) -> str:
    """The features kept, with the finiteness that PUD leaves out."""
    found = {} if row[5] == "_" else dict(pair.split("=", 1) for pair in row[5].split("|"))
    if row[3] in ("VERB", "AUX"):
        if "Mood" in found or "Person" in found:
            found["VerbForm"] = "Fin"
        elif row[4] == "VBN":
            found["VerbForm"] = "Part"
        found.setdefault("VerbForm", "Inf")
        if found["VerbForm"] != "Fin":
            found.pop("Tense", None)
    return "|".join(f"{name}={found[name].split(',')[0]}" for name in KEPT if name in found)


def treebank(vocab: Vocab, path: Path) -> Iterator[Doc]:
    """The sentences of a treebank as annotated documents with surface words as tokens."""
    for rows in blocks(path):
        words, place = _words(rows)
        heads = [place[word[6]] for word in words]
        yield Doc(
            vocab,
            words=[word[1] for word in words],
            spaces=["SpaceAfter=No" not in word[9] for word in words],
            pos=[word[3] if word[3] != "_" else "X" for word in words],
            morphs=[features(word) for word in words],
            heads=[number if head < 0 else head for number, head in enumerate(heads)],
            deps=[RELATIONS.get(word[7], word[7]) for word in words],
            sent_starts=[number == 0 for number in range(len(words))],
        )


def entities(vocab: Vocab, path: Path) -> Iterator[Doc]:
    """The sentences of GermEval 2014 with their outer entities; derivations and parts of words are no entities here."""
    for rows in blocks(path):
        rows = [row for row in rows if len(row) >= 3]
        tags = []
        for row in rows:
            kind, _, label = row[2].partition("-")
            tags.append(f"{kind}-{ENTITIES[label]}" if label in ENTITIES else "O")
        for number, tag in enumerate(tags):  # an I- after a dropped tag has lost its beginning
            if tag.startswith("I-") and (number == 0 or tags[number - 1][1:] != tag[1:]):
                tags[number] = "O"
        yield Doc(vocab, words=[row[1] for row in rows], ents=tags)


def example(doc: Doc, vocab: Vocab) -> Example:
    """A training example whose input is the same tokens without annotation."""
    bare = Doc(vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
    return Example(bare, doc)

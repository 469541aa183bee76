"""Self-training: several parsers read raw sentences, and what most of them agree on becomes training material."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from newsfacts.analysis.embedded import plain
from newsfacts.analysis.sentences import divide
from newsfacts.model import Article

SHORTEST, LONGEST = 5, 60  # tokens in a sentence that is used
AGREED = 0.6  # of a sentence's tokens that all parsers must read alike
BATCH = 200
Reading = tuple[int, str, str, str, str]


def sentences(folder: Path) -> Iterator[list[str]]:
    """The sentences of articles in newsfacts' JSON, as words; nothing but their `text` is read."""
    for path in sorted(folder.glob("*.json")):
        article = Article(id=path.stem, text=json.loads(path.read_text(encoding="utf-8"))["text"])
        divided = divide(article)
        for sentence in divided.sentences:
            pieces = divided.pieces[sentence.first : sentence.last]
            yield [plain(article.text[piece.start : piece.end]) for piece in pieces]


def usable(found: Iterable[list[str]]) -> list[list[str]]:
    """The sentences of a usable length, each once."""
    unique = {tuple(words): None for words in found if SHORTEST <= len(words) <= LONGEST}
    return [list(words) for words in unique]


def readings(nlp: Language, raw: Sequence[list[str]]) -> list[list[Reading]]:
    """How one parser reads the sentences: head, relation, part of speech, features and entity of each token."""
    read = []
    for start in range(0, len(raw), BATCH):
        docs = [Doc(nlp.vocab, words=words, sent_starts=_one(words)) for words in raw[start : start + BATCH]]
        for _, pipe in nlp.pipeline:
            pipe.set_annotations(docs, pipe.predict(docs))
        read.extend([[_reading(token) for token in doc] for doc in docs])
    return read


def agreed(nlp: Language, raw: Sequence[list[str]], votes: Sequence[list[list[Reading]]], gold: dict) -> Iterator[Doc]:
    """The sentences as training documents with what the majority reads; what has none is left open. `gold` gives the
    entities of sentences where they are known."""
    for words, *versions in zip(raw, *votes, strict=True):
        tokens = list(zip(*versions, strict=True))
        if sum(len({reading[:2] for reading in token}) == 1 for token in tokens) < AGREED * len(words):
            continue
        arcs = [_majority([reading[:2] for reading in token]) for token in tokens]
        heads = [head for (head, _), _ in arcs]
        if not _is_tree(heads):
            arcs = [(token[0][:2], True) for token in tokens]
            heads = [head for (head, _), _ in arcs]
        tags = [_majority([reading[2:4] for reading in token])[0] for token in tokens]
        doc = Doc(
            nlp.vocab,
            words=words,
            pos=[pos for pos, _ in tags],
            morphs=[features for _, features in tags],
            heads=heads,
            deps=[relation if sure else "" for (_, relation), sure in arcs],
            sent_starts=_one(words),
        )
        _set_entities(doc, tokens, gold.get(tuple(words)))
        yield doc


def _one(words: Sequence[str]) -> list[bool]:
    return [number == 0 for number in range(len(words))]


def _reading(token) -> Reading:
    entity = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else token.ent_iob_
    return token.head.i, token.dep_, token.pos_, str(token.morph), entity


def _majority(votes: Sequence) -> tuple:
    """The commonest vote and whether at least two cast it; else the first."""
    vote, count = Counter(votes).most_common(1)[0]
    return (vote, True) if count > 1 else (votes[0], len(votes) == 1)


def _is_tree(heads: Sequence[int]) -> bool:
    for token in range(len(heads)):
        steps, node = 0, token
        while heads[node] != node:
            node, steps = heads[node], steps + 1
            if steps > len(heads):
                return False
    return sum(head == token for token, head in enumerate(heads)) == 1


def _set_entities(doc: Doc, tokens: Sequence[tuple], known: Doc | None) -> None:
    """The known entities, else those all parsers agree on; where they differ the sentence says nothing of entities."""
    if known is not None:
        doc.set_ents([Span(doc, span.start, span.end, label=span.label_) for span in known.ents], default="outside")
        return
    if any(len({reading[4] for reading in token}) > 1 for token in tokens):
        return
    tags = [token[0][4] for token in tokens]
    spans, start = [], 0
    while start < len(tags):
        end = start + 1
        if tags[start].startswith("B-"):
            while end < len(tags) and tags[end] == f"I-{tags[start][2:]}":
                end += 1
            spans.append(Span(doc, start, end, label=tags[start][2:]))
        start = end
    doc.set_ents(spans, default="outside")

"""The embedded German analyser: a small trained network, rules around it, nothing to download."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from HanTa.HanoverTagger import HanoverTagger
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, MORPH, POS  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from newsfacts import __version__
from newsfacts.model import Article
from newsfacts.resources import data

from . import weights
from .assembly import Assembler
from .lemmas import Lemmas
from .network import pipeline
from .sentences import Divided, divide
from .structure import Analysis, Token
from .vectors import remember
from .wordforms import WordForms, read_clusters

_SIGN = 1 << 63
_BATCH = 4000  # tokens given to the network at once
_FIELDS = ("Case", "Number", "Gender", "Person", "Mood", "Tense", "VerbForm")
_LABELS: dict[str, Any] = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@cache
def word_forms() -> tuple[WordForms, Any]:
    """What is known of word forms, and HanTa's tagger: one of each in a process."""
    tagger = HanoverTagger("morphmodel_ger.pgz")
    return WordForms(read_clusters(data("models", "de", "clusters.tsv.xz")), tagger), tagger


@cache
def load() -> Embedded:
    """The analyser with the weights that ship with newsfacts; loaded once in a process."""
    forms, tagger = word_forms()
    path = data("models", "de", "weights.zip")
    nlp = pipeline(forms)
    labels = weights.read_labels(path)
    prepare(nlp, labels)
    weights.load(nlp, path)
    remember(nlp, forms)
    lemmas = Lemmas(forms, tagger)
    version = f"newsfacts {__version__}, model de {labels['version']}"
    return Embedded(nlp, lemmas, Assembler(forms, lemmas, version))


def prepare(nlp: Language, labels: dict[str, Any]) -> None:
    """Gives an untrained pipeline its labels and shapes."""
    sample = Doc(nlp.vocab, words=["."], pos=["PUNCT"], morphs=[""], heads=[0], deps=["ROOT"], ents=["O"])
    examples = [Example(Doc(nlp.vocab, words=["."]), sample)]
    for name, pipe in nlp.pipeline:
        options = {"labels": labels[name]} if name in labels else {}
        pipe.initialize(lambda: examples, nlp=nlp, **options)  # type: ignore[attr-defined]


class Embedded:
    """Reads articles with the trained network; see `load`."""

    def __init__(self, nlp: Language, lemmas: Lemmas, assemble: Assembler) -> None:
        self._nlp, self._lemmas, self._assemble, self.version = nlp, lemmas, assemble, assemble.version
        self._features: dict[int, tuple[str, ...]] = {}

    def __call__(self, article: Article) -> Analysis:
        divided = divide(article)
        return self.assemble(article, divided, self.tag(article, divided))

    def tag(self, article: Article, divided: Divided) -> tuple[Token, ...]:
        """The tokens with what the network says of them."""
        words = [plain(article.text[piece.start : piece.end]) for piece in divided.pieces]
        return tuple(self._tokens(article, divided, words))

    def assemble(self, article: Article, divided: Divided, tokens: tuple[Token, ...]) -> Analysis:
        """The analysis from tagged tokens: repairs and clause frames."""
        return self._assemble(article, divided, tokens)

    def _tokens(self, article: Article, divided: Divided, words: Sequence[str]) -> Iterator[Token]:
        for sentences in _batches(divided):
            docs = [_doc(self._nlp, words[first:last]) for first, last in sentences]
            self._annotate(docs)
            for (first, _), doc in zip(sentences, docs, strict=True):
                rows = doc.to_array([POS, MORPH, HEAD, DEP, ENT_IOB, ENT_TYPE]).tolist()
                for index, row in enumerate(rows, first):
                    yield self._token(article, divided, words[index], index, row)

    def _annotate(self, docs: list[Doc]) -> None:
        for _, pipe in self._nlp.pipeline:
            pipe.set_annotations(docs, pipe.predict(docs))  # type: ignore[attr-defined]

    def _token(self, article: Article, divided: Divided, word: str, index: int, row: Any) -> Token:
        strings = self._nlp.vocab.strings
        pos, morph, head, relation, iob, entity = row
        case, number, gender, person, mood, tense, form = self._morphology(morph)
        distance = head if head < _SIGN else head - 2 * _SIGN  # spaCy gives signed distances as unsigned numbers
        start, end = divided.pieces[index]
        name = strings[pos] if pos else "X"
        return Token(
            index, start, end, article.text[start:end], self._lemmas(word, name, form), name, case, number, gender,
            person, mood, tense, form, index + distance if distance else -1, strings[relation] if relation else "",
            _LABELS.get(strings[entity], "") if entity else "", iob == 3,
        )  # fmt: skip

    def _morphology(self, key: int) -> tuple[str, ...]:
        found = self._features.get(key)
        if found is None:
            features = (
                dict(pair.split("=") for pair in self._nlp.vocab.strings[key].split("|") if "=" in pair) if key else {}
            )
            found = self._features[key] = tuple(features.get(name, "") for name in _FIELDS)
        return found


def plain(form: str) -> str:
    """A form as the model was taught to read it: composed, without invisible characters, never empty."""
    if form.isascii():
        return form
    composed = unicodedata.normalize("NFC", form).translate(_INVISIBLE)
    return composed.encode("utf-8", "replace").decode("utf-8") or "\ufffd"


def _batches(divided: Divided) -> Iterator[list[tuple[int, int]]]:
    batch: list[tuple[int, int]] = []
    size = 0
    for sentence in divided.sentences:
        batch.append((sentence.first, sentence.last))
        size += sentence.last - sentence.first
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _doc(nlp: Language, words: Iterable[str]) -> Doc:
    """A document of one sentence: presetting its only boundary keeps the parser from adding others."""
    listed = list(words)
    return Doc(nlp.vocab, words=listed, sent_starts=[number == 0 for number in range(len(listed))])

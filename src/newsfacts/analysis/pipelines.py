"""An installed spaCy pipeline as the analyser: its tags and trees, then the same repairs and clause frames as the
embedded model's. German pipelines of spaCy speak TIGER and STTS; tables map both to Universal Dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from newsfacts import __version__
from newsfacts.errors import ConfigError
from newsfacts.model import Article
from newsfacts.resources import rows

from .assembly import Assembler
from .embedded import plain, word_forms
from .lemmas import Lemmas
from .sentences import Divided, divide
from .structure import Analysis, Token

_FIELDS = ("Case", "Number", "Gender", "Person", "Mood", "Tense", "VerbForm")
_ENTITIES: dict[str, Any] = {"PER": "PER", "LOC": "LOC", "GPE": "LOC", "ORG": "ORG", "MISC": "MISC"}
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"))
_UNSET = "-"


def load(model: str = "") -> Installed:
    """The analyser for an installed pipeline, by name or path. Raises ConfigError where there is none of that name."""
    if not model:
        raise ConfigError("the analyser 'spacy' needs a model: the name or path of an installed spaCy pipeline")
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ConfigError(f"no spaCy pipeline named {model!r} is installed: {error}") from error
    return Installed(nlp, model)


class _Stts(NamedTuple):
    pos: str
    form: str
    mood: str


@cache
def _tags() -> dict[str, _Stts]:
    table = rows("lexicon", "de", "stts.tsv")
    return {
        row["tag"]: _Stts(row["pos"], *(row[name].replace(_UNSET, "") for name in ("form", "mood"))) for row in table
    }


@cache
def _relations() -> dict[tuple[str, str], str]:
    return {(row["label"], row["pos"]): row["relation"] for row in rows("lexicon", "de", "tiger-relations.tsv")}


class Installed:
    """Reads articles with a spaCy pipeline of any scheme that has a parser; see `load`."""

    def __init__(self, nlp: Language, name: str) -> None:
        forms, tagger = word_forms()
        self._nlp, self._lemmas = nlp, Lemmas(forms, tagger)
        meta = nlp.meta
        self.version = f"newsfacts {__version__}, spaCy {name} {meta.get('version', '')}".rstrip()
        self._assemble = Assembler(forms, self._lemmas, self.version)

    def __call__(self, article: Article) -> Analysis:
        divided = divide(article)
        docs = list(self._nlp.pipe(self._docs(article, divided)))
        tiger = _speaks_tiger(docs)
        tokens = tuple(self._tokens(article, divided, docs, tiger=tiger))
        return self._assemble(article, divided, tokens)

    def _docs(self, article: Article, divided: Divided) -> Iterator[Doc]:
        for sentence in divided.sentences:
            words = [
                plain(article.text[piece.start : piece.end]) for piece in divided.pieces[sentence.first : sentence.last]
            ]
            yield Doc(self._nlp.vocab, words=words, sent_starts=[number == 0 for number in range(len(words))])

    def _tokens(self, article: Article, divided: Divided, docs: Sequence[Doc], *, tiger: bool) -> Iterator[Token]:
        for sentence, doc in zip(divided.sentences, docs, strict=True):
            made = [self._token(article, divided, sentence.first + word.i, sentence.first, word) for word in doc]
            yield from (_converted(made, sentence.first) if tiger else made)

    def _token(self, article: Article, divided: Divided, index: int, first: int, word: Any) -> Token:
        stts = _tags().get(word.tag_, _Stts("X", "", ""))
        morph = word.morph.to_dict()
        case, number, gender, person, mood, tense, form = (morph.get(name, "").split(",")[0] for name in _FIELDS)
        pos = word.pos_ or stts.pos
        form = form or stts.form
        start, end = divided.pieces[index]
        return Token(
            index, start, end, article.text[start:end], self._lemmas(word.text, pos, form), pos, case, number, gender,
            person, mood or stts.mood, tense, form, first + word.head.i if word.head.i != word.i else -1, word.dep_,
            _ENTITIES.get(word.ent_type_, "") if word.ent_iob_ in "BI" else "", word.ent_iob_ == "B",
        )  # fmt: skip


def _speaks_tiger(docs: Sequence[Doc]) -> bool:
    """Whether a label occurs that only TIGER has."""
    own = {label for label, _ in _relations()} - set(_relations().values())
    return any(word.dep_ in own for doc in docs for word in doc)


def _converted(tokens: Sequence[Token], first: int) -> Iterator[Token]:
    """A sentence's tokens from TIGER to Universal Dependencies: other labels, and content words as heads."""
    heads = [token.head for token in tokens]
    relations = [_relation(token) for token in tokens]
    for token in tokens:
        _raise_noun(tokens, heads, relations, token.index - first, first)
    for token in tokens:
        _raise_verb(tokens, heads, relations, token.index - first, first)
    for token, head, relation in zip(tokens, heads, relations, strict=True):
        yield msgspec.structs.replace(token, head=head, relation=relation)


def _relation(token: Token) -> str:
    table = _relations()
    return table.get((token.relation, token.pos)) or table.get((token.relation, "any"), token.relation)


def _raise_noun(tokens: Sequence[Token], heads: list[int], relations: list[str], place: int, first: int) -> None:
    """Puts the noun of a preposition in the preposition's place."""
    token = tokens[place]
    if token.pos != "ADP" or relations[place] == "compound:prt":
        return
    nouns = [other for other in tokens if heads[other.index - first] == token.index and other.pos in _NOMINAL]
    if not nouns:
        return
    noun = nouns[-1].index - first
    heads[noun], relations[noun] = heads[place], relations[place]
    heads[place], relations[place] = nouns[-1].index, "case"
    for other in nouns[:-1]:
        heads[other.index - first] = nouns[-1].index


def _raise_verb(tokens: Sequence[Token], heads: list[int], relations: list[str], place: int, first: int) -> None:
    """Puts the verb that an auxiliary governs in the auxiliary's place, with all that hangs on the auxiliary."""
    auxiliary = tokens[place]
    if auxiliary.pos != "AUX":
        return
    governed = [
        other
        for other in tokens
        if heads[other.index - first] == auxiliary.index and other.relation == "oc" and other.form in ("Part", "Inf")
    ]
    if not governed:
        return
    verb = governed[-1]
    heads[verb.index - first], relations[verb.index - first] = heads[place], relations[place]
    for number, head in enumerate(heads):
        if head == auxiliary.index and number != verb.index - first:
            heads[number] = verb.index
    heads[place], relations[place] = verb.index, "aux"

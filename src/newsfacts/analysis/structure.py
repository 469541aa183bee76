"""What extraction sees of a text, whatever analysed it: tokens, sentences, quotations and clause frames.

Labels are Universal Dependencies' (UPOS, features, relations); an analyser that speaks another scheme maps to it. All
indices are into `Analysis.tokens`; token ranges are half-open `[first, last)`.
"""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from newsfacts.model import Article, Span

EntityLabel = Literal["", "PER", "LOC", "ORG", "MISC"]
ClauseKind = Literal["main", "complement", "relative", "adverbial", "infinitive", "participle", "fragment"]


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word or mark. `start`, `end` are code points of the article's text; empty strings stand for "not marked"."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str  # UPOS
    case: str = ""  # Nom Acc Dat Gen
    number: str = ""  # Sing Plur
    gender: str = ""  # Masc Fem Neut
    person: str = ""  # 1 2 3
    mood: str = ""  # Ind Sub Imp
    tense: str = ""  # Pres Past
    form: str = ""  # Fin Inf Part, repaired where the form itself decides
    head: int = -1  # index of the syntactic head, -1 for a root
    relation: str = ""  # UD relation
    entity: EntityLabel = ""
    entity_start: bool = False  # first token of its entity


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """Tokens `[first, last)`; `heading` for lines without a full stop between paragraphs; `paragraph` counts from 0."""

    index: int
    first: int
    last: int
    paragraph: int = 0
    heading: bool = False


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """Text in quotation marks: tokens `[first, last)` include the marks; `depth` is 1 for outermost; `closed` is false
    where the closing mark is missing and the quotation was ended at its paragraph."""

    first: int
    last: int
    depth: int = 1
    closed: bool = True


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase, tokens `[first, last)` with the preposition left out; `head` is its noun, name or pronoun;
    `preposition` the index of the adposition that governs it (before or after), or -1."""

    first: int
    last: int
    head: int
    case: str = ""
    preposition: int = -1


class NounPhrase(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase by itself (`base`: article to noun with its name) and with all that is attached to it (`maximal`);
    the `cases` its form allows; `part_of` the index of the noun phrase it is attached to as `link` says, or -1; `inner`
    where it lies inside another's base ("Netanjahus" in "Netanjahus Büro"). See `phrases`."""

    base: Phrase
    maximal: Phrase
    cases: tuple[str, ...]
    part_of: int = -1
    link: Literal["", "genitive", "attribute", "apposition", "conjunct"] = ""
    inner: bool = False


class Clause(msgspec.Struct, frozen=True):
    """A clause frame: the predicate and what depends on it.

    Tokens `[first, last)` reach from the clause's first word to its last, subordinate clauses inside included; `own`
    are the indices that belong to it alone. `lemma` is the lexical verb's with its particle ("ablehnen"); for a copula
    the lemma of the copula with `predicative` set. `verbs` are all tokens of the predicate in text order: finite verb,
    auxiliaries, participles, infinitives, particle.
    """

    index: int
    sentence: int
    kind: ClauseKind
    first: int
    last: int
    own: tuple[int, ...]
    parent: int = -1  # index of the governing clause
    marker: int = -1  # dass, ob, weil, the relative pronoun, um …
    finite: int = -1  # the finite verb's token
    verb: int = -1  # the lexical verb's token
    verbs: tuple[int, ...] = ()
    lemma: str = ""
    modal: str = ""  # lemma of a modal verb over the lexical one ("wollen")
    subject: Phrase | None = None
    objects: tuple[Phrase, ...] = ()  # accusative and genitive objects
    indirect: Phrase | None = None  # dative object
    obliques: tuple[Phrase, ...] = ()  # prepositional phrases, `Phrase.preposition` set
    predicative: Phrase | None = None
    complements: tuple[int, ...] = ()  # indices of the complement clauses (dass, ob, verb-second, infinitive)
    negated: bool = False
    mood: str = ""  # Ind Sub Imp; Sub also where only the form list knows
    tense: str = ""  # Pres Past Perf Plup Fut
    passive: bool = False
    verb_second: bool = False


class Analysis(msgspec.Struct, frozen=True):
    """Everything known of one article's language; the input of extraction."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    clauses: tuple[Clause, ...]
    sentence_of: tuple[int, ...]  # token index -> sentence index
    clause_of: tuple[int, ...]  # token index -> innermost clause index, -1 for none
    version: str = ""  # analyser and model with version, for provenance
    noun_phrases: tuple[NounPhrase, ...] = ()  # by first token

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens `[first, last)`; trailing and leading space is never included."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def text(self, first: int, last: int) -> str:
        """The words of tokens `[first, last)` as they stand in the text."""
        return self.span(first, last).of(self.article.text)


class Analyser(Protocol):
    """Analyses one article; the same article always gives the same analysis."""

    version: str

    def __call__(self, article: Article) -> Analysis: ...

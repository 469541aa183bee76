"""Sources that no actor of the text stands behind: reports, studies, statements of nobody in particular."""

from __future__ import annotations

from newsfacts.analysis.structure import Token
from newsfacts.extraction.speech.lexicon import load
from newsfacts.extraction.stances.frames import word_class
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.model import Actor, Mention

NOMINAL = frozenset({"NOUN", "PROPN"})
INSERTED = "inserted"  # the rules of "so the voice on the tape", a place that only a source fills
PAPER = 3  # tokens of the longest phrase that only takes a paper up again: "der gemeinsamen Erklärung"
KINDS = frozenset({"saying", "text", "rumour"})


class Sources:
    """The nameless sources of one article, made as they are met; `actors` are those that were."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lexicon = load(view.analysis.article.language)
        self._met: dict[str, list[TokenRange]] = {}

    def holder(self, attribution: Attribution) -> str | None:
        """The id of the source that an attribution names, None where its noun names no source or is somebody's own."""
        found = attribution.holder or attribution.source
        if found is None or self._view.lower(found[0]) in word_class("possessive"):
            return None
        head = next((i for i in range(*found) if self._view.tokens[i].pos in NOMINAL), -1)
        if head < 0 or not self._speaks(attribution, self._view.tokens[head]) or self._bare(found, head):
            return None
        lemma = self._view.tokens[head].lemma
        self._met.setdefault(lemma, []).append((self._start(found[0]), head + 1))
        return self._id(lemma)

    def anybody(self, attribution: Attribution) -> str:
        """The id of a source for what nobody in particular says, by the words that say so: "wurde bekannt"."""
        words = attribution.source or attribution.holder
        at = attribution.cue[0] if attribution.cue else attribution.content[0][0]
        found = words or (at, at + 1)
        name = self._view.analysis.text(*found).lower()
        self._met.setdefault(name, []).append(found)
        return self._id(name)

    def known_paper(self, attribution: Attribution) -> bool:
        """Whether the attribution names a paper that was told of before ("in der Rede"): whoever gave it speaks."""
        found = attribution.source
        if found is None or not 1 < found[1] - found[0] <= PAPER or self._view.tokens[found[0]].pos != "DET":
            return False
        head = self._view.tokens[found[1] - 1]
        articles = self._lexicon.words("plain_article") - self._lexicon.words("indefinite")
        told = self._lexicon.source(head.lemma) or head.text.lower() in self._lexicon.words("circles")
        return self._view.lower(found[0]) in articles and head.pos == "NOUN" and bool(told) and told != "rumour"

    def _speaks(self, attribution: Attribution, head: Token) -> bool:
        """Whether the noun is a source by its place — behind a source preposition, beside a quotation, a name that says
        something — or by its meaning."""
        if attribution.kind in {"source", "direct"} or (attribution.kind == "indirect" and head.pos == "PROPN"):
            return True
        if attribution.kind == "indirect" and self._unknown_name(attribution, head):
            return True
        if attribution.rule.startswith(INSERTED):
            return True
        return head.lemma in word_class("share") or self._lexicon.source(head.lemma) in KINDS

    def _unknown_name(self, attribution: Attribution, head: Token) -> bool:
        """Whether a noun stands without article beside the verb: a name that the tagger does not know."""
        alone = attribution.holder == (head.index, head.index + 1) and head.number != "Plur"
        beside = {head.index - 1, head.index + 1} & set(attribution.cue)
        return alone and bool(beside) and not head.text.endswith(self._lexicon.endings("body"))

    def _bare(self, found: TokenRange, head: int) -> bool:
        """Whether the phrase only says that something is said, by nobody: "nach bisherigen Erkenntnissen"."""
        closed = head + 1 >= found[1] and not any(self._view.tokens[i].pos == "PROPN" for i in range(*found))
        return closed and self._view.tokens[head].lemma in word_class("nobody")

    def actors(self) -> tuple[Actor, ...]:
        """The sources as actors without a name, in order of their first mention."""
        made = [self._actor(lemma, ranges) for lemma, ranges in self._met.items()]
        return tuple(sorted(made, key=lambda actor: actor.mentions[0]))

    def _id(self, lemma: str) -> str:
        return f"source-{list(self._met).index(lemma) + 1}"

    def _start(self, first: int) -> int:
        """The first token of the name: an article is none of it."""
        return first + 1 if self._view.tokens[first].pos == "DET" else first

    def _actor(self, lemma: str, ranges: list[TokenRange]) -> Actor:
        spans = sorted({self._view.analysis.span(*found) for found in ranges if found[0] < found[1]})
        mentions = tuple(Mention(span.start, span.end, "noun") for span in spans)
        name = spans[0].of(self._view.analysis.article.text)
        return Actor(self._id(lemma), name, "group", mentions, named=False)

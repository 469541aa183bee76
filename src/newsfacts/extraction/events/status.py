"""Whether an event happened, is planned, considered, denied or conditional: from the words and moods around it."""

from __future__ import annotations

from collections.abc import Sequence

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Attribution
from newsfacts.model import Status

from .grammar import Grammar
from .lexicon import StatusWords
from .triggers import VERBAL, Trigger

PAST = frozenset({"Past", "Perf", "Plup"})
PERFECT = frozenset({"Perf", "Plup"})


class Statuses:
    """Tells the status of each trigger of one article."""

    def __init__(self, grammar: Grammar, words: StatusWords, attributions: Sequence[Attribution]) -> None:
        self.grammar, self.words = grammar, words
        self._stances: dict[int, Status] = {}
        for attribution in attributions:
            if status := words.stances.get(attribution.stance):
                for first, last in attribution.content:
                    self._stances.update(dict.fromkeys(range(first, last), status))

    def of(self, trigger: Trigger, ahead: bool) -> Status:
        """The status of a trigger; `ahead` where its time lies after the article's date.

        Its own words come first, then its clause's, then those of what governs it, then the stance it is told in.
        """
        own = self._of_noun(trigger) if trigger.kind == "noun" else None
        clause = trigger.clause
        found = own or (self._of_clause(clause, trigger) if clause else None) or self._stances.get(trigger.token)
        if found is None and ahead and (trigger.kind == "noun" or (clause and clause.tense not in PAST)):
            return "planned"
        return found or "actual"

    def _of_noun(self, trigger: Trigger) -> Status | None:
        """The status from the words of the noun's own phrase and from the noun that governs it."""
        tokens, words, noun = self.grammar.tokens, self.words, trigger.token
        for token in self.grammar.dependents[noun]:
            if found := words.adjectives.get(self._lemma(token)) or words.particles.get(tokens[token].text.lower()):
                return found
        governor = tokens[tokens[noun].head] if tokens[noun].head >= 0 else None
        if governor is None or governor.pos != "NOUN" or governor.index > noun:
            return None
        link = self.grammar.governed(noun)
        return words.nouns.get(governor.lemma) if not link or link in words.links else None

    def _of_clause(self, clause: Clause, trigger: Trigger) -> Status | None:
        if trigger.kind in VERBAL:
            return "denied" if clause.negated else self._of_verb(clause, trigger)
        if self._predicated(clause, trigger):
            over = self._over(clause) if clause.passive or not self._in_subject(clause, trigger) else None
            if over == "considered":
                return over
            return "denied" if clause.negated else self._moody(clause) or over or self._governed(clause)
        if self.grammar.governed(trigger.token) in self.words.open:
            return self._over(clause) or self._moody(clause) or self._governed(clause)
        return None

    def _of_verb(self, clause: Clause, trigger: Trigger) -> Status | None:
        """The status of a verb: from the mood of its clause, what it says itself, what governs it, and adverbs."""
        table = self.words.offers if trigger.kind == "phrase" else self.words.promises
        if clause.kind == "adverbial" and clause.marker < 0 and clause.finite == clause.first:
            return "conditional"
        return self._moody(clause) or table.get(clause.lemma) or self._governed(clause) or self._adverbial(clause)

    def _adverbial(self, clause: Clause) -> Status | None:
        """The status from an adverb of the clause ("vermutlich")."""
        words = (self.grammar.tokens[at].text.lower() for at in clause.own)
        return next((found for word in words if (found := self.words.adverbs.get(word))), None)

    def _over(self, clause: Clause) -> Status | None:
        """The status that a clause's verb or predicate gives to what stands under it."""
        if clause.predicative and (found := self.words.adjectives.get(self._lemma(clause.predicative.head))):
            return found
        return self.words.verbs.get(clause.lemma)

    def _lemma(self, token: int) -> str:
        return self.grammar.tokens[token].lemma.casefold()

    def _in_subject(self, clause: Clause, trigger: Trigger) -> bool:
        subject = clause.subject
        return subject is not None and subject.first <= trigger.token < subject.last

    def _predicated(self, clause: Clause, trigger: Trigger) -> bool:
        """Whether the noun is the subject or object of its clause, so that the clause's mood is its own."""
        phrases = [clause.subject, *clause.objects]
        return any(phrase is not None and phrase.head == trigger.token for phrase in phrases)

    def _moody(self, clause: Clause) -> Status | None:
        """The status from modal verb, future and subjunctive; over a perfect infinitive a modal verb tells hearsay."""
        if not clause.modal:
            return "planned" if clause.tense == "Fut" else None
        finite = self.grammar.tokens[clause.finite] if clause.finite >= 0 else None
        if self._perfect_infinitive(clause):
            told = finite is not None and finite.lemma not in self.words.auxiliaries
            return self.words.modals.get(f"{clause.modal}.perf") if told else None
        past = clause.tense in PAST or (finite is not None and finite.tense == "Past")
        mood = "sub" if clause.mood == "Sub" else "past" if past else "ind"
        return self.words.modals.get(f"{clause.modal}.{mood}") or self.words.modals.get(clause.modal)

    def _perfect_infinitive(self, clause: Clause) -> bool:
        """Whether an infinitive of an auxiliary closes the predicate behind a participle ("verkauft worden sein")."""
        if clause.tense in PERFECT:
            return True
        verbs = [self.grammar.tokens[verb] for verb in clause.verbs]
        closed = bool(verbs) and verbs[-1].form == "Inf" and verbs[-1].lemma in self.words.auxiliaries
        return closed and sum(verb.form == "Part" for verb in verbs) > clause.passive

    def _governed(self, clause: Clause) -> Status | None:
        """The status that the marker of a clause, or the noun or verb over it, gives."""
        marker = self.grammar.tokens[clause.marker].text.lower() if clause.marker >= 0 else ""
        if found := self.words.markers.get(marker):
            return found
        parent = self.grammar.parent(clause)
        if parent is None or clause.kind not in ("infinitive", "complement"):
            return None
        if clause.kind == "infinitive":
            return self._noun_over(clause, parent) or self.words.infinitives.get(parent.lemma) or self._over(parent)
        return self._over(parent)

    def _noun_over(self, clause: Clause, parent: Clause) -> Status | None:
        """The status that a noun gives to the infinitive that explains it ("Pläne, …", "die Chance, …")."""
        heads = [phrase.head for phrase in (parent.subject, *parent.objects, *parent.obliques) if phrase is not None]
        if clause.verb >= 0 and (noun := self.grammar.nominal_head(clause.verb)):
            heads.insert(0, noun.index)
        lemmas = (self.grammar.tokens[head].lemma for head in heads if head < clause.first)
        return next((found for lemma in lemmas if (found := self.words.nouns.get(lemma))), None)

"""The verbs of a unit with what they are made of: auxiliaries, participles, particles that stand far away.

The frames of the analysis are not asked: a stranded particle or a participle behind an apposition decides which verb it
is, and that can be read off the surface.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from .lexicon import Verb
from .phrases import name_like
from .segments import infinitive
from .view import Segment, Unit, View

_LOOK_AHEAD = 5  # segments that may lie between a verb and its particle


class Predicate(msgspec.Struct, frozen=True):
    """A lexical verb in a clause: `verbs` all its tokens in text order, `closing` the segment its last part stands in,
    `region` the visible tokens of the clause, `passive` for a participle with werden, `subordinate` if verb-final,
    `first_in` whether the finite verb opens its segment; `finite` is -1 for infinitives."""

    unit: Unit
    segment: Segment
    finite: int
    verb: int
    verbs: tuple[int, ...]
    lemma: str
    closing: int
    region: tuple[int, ...]
    passive: bool = False
    subordinate: bool = False
    first_in: bool = False
    coordinated: bool = False

    def entries(self, seen: View) -> tuple[Verb, ...]:
        """The speech verbs this may be, those with the most further words in the clause first."""
        verbs = seen.lexicon.verbs(self.lemma)
        fitting = [(len(further(seen, self, entry)), entry) for entry in verbs]
        taken = [(size, entry) for size, entry in fitting if size or not entry.words]
        return tuple(entry for _, entry in sorted(taken, key=lambda pair: -pair[0]))


def further(seen: View, predicate: Predicate, entry: Verb) -> tuple[int, ...]:
    """The tokens of the entry's longest group of further words in the clause, in one piece but for "sich"."""
    found = (_group(seen, predicate, choice) for choice in entry.words)
    return max(found, key=len, default=())


def _group(seen: View, predicate: Predicate, choice: tuple[str, ...]) -> tuple[int, ...]:
    free = tuple(word for word in choice if word in seen.lexicon.words("reflexive") | seen.lexicon.words("expletive"))
    bound = choice[len(free) :]
    loose = tuple(next((at for at in predicate.region if seen.words[at] == word), -1) for word in free)
    starts = (at for at in predicate.region if seen.words[at : at + len(bound)] == bound)
    start = next(starts, -1) if bound else 0
    if start < 0 or -1 in loose:
        return ()
    return (*loose, *range(start, start + len(bound)))


def predicates(seen: View, unit: Unit) -> tuple[Predicate, ...]:
    """The predicates of a unit, in text order."""
    return tuple(found for segment in unit.segments for found in _of_segment(seen, unit, segment))


def _of_segment(seen: View, unit: Unit, segment: Segment) -> Iterator[Predicate]:
    if segment.kind == "infinitive":
        yield from _infinitives(seen, unit, segment)
    final = segment.kind in ("that", "question", "relative", "adverbial")
    for number, finite in enumerate(segment.finites):
        if final or _closes(seen, segment, finite):
            start = segment.finites[number - 1] + 1 if number else segment.first
            yield _verb_final(seen, unit, segment, (finite, start))
        else:
            last = segment.finites[number + 1] if number + 1 < len(segment.finites) else segment.last
            yield from _verb_second(seen, unit, segment, (finite, last))


def _infinitives(seen: View, unit: Unit, segment: Segment) -> Iterator[Predicate]:
    """The infinitives with "zu" of a segment without finite verb ("um darauf hinzuweisen")."""
    region = tuple(seen.visible(segment.first, segment.last))
    for at in region:
        if infinitive(seen, at):
            verbs = (at - 1, at) if at and seen.has(at - 1, "infinitive") else (at,)
            yield Predicate(unit, segment, -1, at, verbs, seen.tokens[at].lemma, segment.index, region, False, True)


def _closes(seen: View, segment: Segment, finite: int) -> bool:
    """A finite verb at the end of a segment right behind a participle or infinitive: verb-final, whatever opens it."""
    behind = next(iter(seen.visible(finite + 1, segment.last)), -1)
    return behind < 0 and finite > segment.first and seen.forms[finite - 1] in ("Part", "Inf")


def _verb_final(seen: View, unit: Unit, segment: Segment, where: tuple[int, int]) -> Predicate:
    finite, start = where
    run = [finite]
    while run[0] - 1 >= start and seen.tokens[run[0] - 1].pos in ("VERB", "AUX") and not seen.hidden[run[0] - 1]:
        run.insert(0, run[0] - 1)
    verb = _lexical(seen, run)
    passive = len(run) > 1 and any(seen.tokens[at].lemma in seen.lexicon.words("become") for at in run if at != verb)
    region = tuple(seen.visible(start, min(segment.last, finite + 1)))
    return Predicate(
        unit, segment, finite, verb, tuple(run), seen.tokens[verb].lemma, segment.index, region, passive, True
    )


def _lexical(seen: View, run: list[int]) -> int:
    """The lexical verb of a verb cluster: the first that is no auxiliary or modal, or the finite verb."""
    light = seen.lexicon.words("auxiliary") | seen.lexicon.words("modal")
    return next((at for at in run if seen.tokens[at].lemma not in light), run[0])


def _verb_second(seen: View, unit: Unit, segment: Segment, where: tuple[int, int]) -> Iterator[Predicate]:
    finite, last = where
    light = seen.tokens[finite].lemma in seen.lexicon.words("auxiliary") | seen.lexicon.words("modal")
    parts = _participles(seen, finite + 1, last) if light else []
    particle, closing = -1, segment.index
    if not light:
        particle = _particle(seen, finite, last)
    if last == segment.last and particle < 0 and not parts:
        parts, particle, closing = _stranded(seen, unit, segment, light)
    visible = tuple(seen.visible(segment.first, segment.last))
    region = tuple(at for at in visible if _in_clause(segment, finite, at, last))
    region += tuple(at for at in ((*parts, particle) if closing != segment.index else ()) if at >= 0)
    first_in = next(iter(seen.visible(segment.first, segment.last)), -1) == finite and not name_like(
        seen, segment.first
    )
    joined = finite > 0 and seen.has(finite - 1, "coordinator")
    for verb in _heads(seen, finite, parts):
        rest = [verb, *_helpers(seen, verb, parts)] if verb in parts else []
        verbs = tuple(sorted({finite, *rest, *((particle,) if particle >= 0 else ())}))
        lemma = (seen.words[particle] if particle >= 0 else "") + seen.tokens[verb].lemma
        passive = light and seen.tokens[finite].lemma in seen.lexicon.words("become") and seen.forms[verb] == "Part"
        passive = passive or any(seen.tokens[at].lemma in seen.lexicon.words("become") for at in rest if at != verb)
        yield Predicate(
            unit, segment, finite, verb, verbs, _joined_lemma(seen, lemma, particle), closing, region, passive,
            first_in=first_in, coordinated=joined,
        )  # fmt: skip


def _in_clause(segment: Segment, finite: int, at: int, last: int) -> bool:
    """Whether a token of the segment belongs to the clause of this finite verb, not to one before or behind it."""
    earlier = [other for other in segment.finites if other < finite]
    return at < last and (not earlier or at > earlier[-1])


def _joined_lemma(seen: View, lemma: str, particle: int) -> str:
    """The lemma with its particle once: taggers differ in giving "teilte … mit" as "teilen" or "mitteilen"."""
    mark = seen.words[particle] if particle >= 0 else ""
    return lemma[len(mark) :] if mark and lemma.startswith(mark + mark) else lemma


def _participles(seen: View, first: int, last: int) -> list[int]:
    """The participles and infinitives that close a clause, with those joined to them by "und"."""
    return [
        at
        for at in seen.visible(first, last)
        if seen.tokens[at].pos in ("VERB", "AUX") and seen.forms[at] in ("Part", "Inf") and not infinitive(seen, at)
    ]


def _heads(seen: View, finite: int, parts: list[int]) -> list[int]:
    """The lexical verbs that share one finite verb: "hat gesagt und betont" gives two."""
    light = seen.lexicon.words("auxiliary") | seen.lexicon.words("modal")
    heads = [at for at in parts if seen.tokens[at].lemma not in light]
    return heads or [finite]


def _helpers(seen: View, verb: int, parts: list[int]) -> list[int]:
    """The auxiliaries right behind a participle ("vorgeworfen worden")."""
    light = seen.lexicon.words("auxiliary") | seen.lexicon.words("modal")
    return [at for at in parts if verb < at <= verb + 2 and seen.tokens[at].lemma in light]


def _particle(seen: View, finite: int, last: int) -> int:
    """The separated particle that closes the clause, or -1."""
    shown = [at for at in seen.visible(finite + 1, last) if seen.tokens[at].pos != "PUNCT"]
    while shown and seen.has(shown[-1], "coordinator"):
        shown.pop()
    if not shown:
        return -1
    for at in (shown[-1], *(_before_joiner(seen, shown))):
        if seen.has(at, "particle") and not _governs(seen, at, last):
            return at
    return -1


def _before_joiner(seen: View, shown: list[int]) -> list[int]:
    """Words right before "und" may be particles too ("teilte mit und sagte")."""
    return [at for at in shown[:-1] if seen.has(at, "particle") and seen.has(at + 1, "joiner")]


def _governs(seen: View, at: int, last: int) -> bool:
    """Whether the word is a preposition with its noun phrase behind it."""
    behind = at + 1
    return behind < last and (
        seen.hidden[behind] or seen.nominal(behind) or seen.tokens[behind].pos in ("DET", "ADJ", "NUM")
    )


def _makes_verb(seen: View, segment: Segment, particle: int) -> bool:
    """Whether a word that closes a later segment makes a verb of speech of the finite verb ("gab – … – X bekannt")."""
    return bool(segment.finites and seen.lexicon.verbs(seen.words[particle] + seen.tokens[segment.finites[-1]].lemma))


def _stranded(seen: View, unit: Unit, segment: Segment, light: bool) -> tuple[list[int], int, int]:
    """Participles or a particle behind appositions and relative clauses, with the segment they stand in."""
    for later in unit.segments[segment.index + 1 : segment.index + 1 + _LOOK_AHEAD]:
        if later.kind in ("relative", "adverbial"):
            continue
        if later.kind != "fragment" or later.opener < 0:
            break
        shown = [at for at in seen.visible(later.first, later.last) if seen.tokens[at].pos != "PUNCT"]
        if light:
            parts = _participles(seen, later.first, later.last)
            if parts and parts[-1] == shown[-1]:
                return parts, -1, later.index
        elif shown and seen.has(shown[-1], "particle") and (len(shown) == 1 or _makes_verb(seen, segment, shown[-1])):
            return [], shown[-1], later.index
    return [], -1, segment.index

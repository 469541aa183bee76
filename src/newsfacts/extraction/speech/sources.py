"""Sources named by a preposition or adverb: laut, zufolge, nach Angaben von, aus Sicht, demnach, wonach."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.extraction.structure import Attribution, TokenRange

from .confidence import confidence
from .extents import message_end, trimmed
from .holders import Holder, reduced, speaker
from .lexicon import Preposition
from .phrases import appositions, head_of, noun_phrase, person
from .predicates import Predicate
from .view import Segment, Unit, View

_APPEAL = "appeal"
_BACK = 24
_SHORTEST = 2  # tokens of what a source may vouch for
_SUBORDINATE = frozenset(("that", "question", "relative", "adverbial"))


class Source(msgspec.Struct, frozen=True):
    """A source phrase: tokens `[first, last)` with its preposition, the cue and the words that name the source."""

    first: int
    last: int
    cue: tuple[int, ...]
    named: TokenRange
    word: str
    needs: str


def sources(
    seen: View, unit: Unit, predicates: tuple[Predicate, ...], said: tuple[Attribution, ...]
) -> Iterator[Attribution]:
    """What a unit says on the word of a source; `said` are its messages, inside which a source may stand."""
    for found in _phrases(seen, unit):
        if found.needs == _APPEAL and any(
            p.segment.first <= found.first < p.segment.last and p.entries(seen) for p in predicates
        ):
            continue
        segment = next((s for s in unit.segments if s.first <= found.first < s.last), None)
        content = _scope(seen, unit, found, (segment, said)) if segment else ()
        if segment is None or sum(last - first for first, last in content) < _SHORTEST:
            continue
        holder = _holder(seen, found, segment, predicates)
        rule = f"source-{found.needs}"
        yield Attribution(
            "source", content, "states", rule, confidence(rule), found.word, found.cue, found.named,
            holder.holder if holder else None,
        )  # fmt: skip
    yield from _adverbs(seen, unit)


def _holder(seen: View, found: Source, segment: Segment, predicates: tuple[Predicate, ...]) -> Holder | None:
    """The actor behind the source; with "eigenen Angaben" it is the subject of the clause, for rumours nobody."""
    first, last = found.named
    if any(seen.has(at, "own") for at in range(first, last)):
        own = next((p for p in predicates if p.segment.index >= segment.index and p.finite >= 0), None)
        subject = speaker(seen, own) if own else None
        return Holder(found.named, subject.holder) if subject else None
    return reduced(seen, found.named)


def _phrases(seen: View, unit: Unit) -> Iterator[Source]:
    done = unit.first
    for at in seen.visible(unit.first, unit.end):
        if at < done:
            continue
        for preposition in seen.lexicon.prepositions:
            if seen.words[at] != preposition.word:
                continue
            found = (
                _before(seen, unit, at, preposition)
                if preposition.place == "before"
                else _after(seen, unit, at, preposition)
            )
            if found:
                yield found
                done = found.last
                break


def _before(seen: View, unit: Unit, at: int, preposition: Preposition) -> Source | None:
    """The source with the preposition before its noun phrase."""
    if preposition.needs == "appeal":
        return _appeal(seen, unit, at, preposition)
    start = at + 1
    while start < unit.end and seen.tokens[start].pos in ("ADV", "PART") and not seen.nominal(start):
        start += 1
    end = _uncounted(seen, start, noun_phrase(seen, start, unit.end))
    if seen.has(start, "relative") and _opens_relative(unit, at):
        end = start + 1
    if end <= start or not _suits(seen, preposition, start, end):
        return None
    end = _to_finite(seen, at, appositions(seen, end, unit.end))
    return Source(at, end, (at,), (start, end), preposition.word, preposition.needs)


def _opens_relative(unit: Unit, at: int) -> bool:
    """Whether the preposition opens a relative clause: "das Sprichwort, laut dem …"."""
    segment = next((s for s in unit.segments if s.first <= at < s.last), None)
    closed = segment is not None and segment.index > 0 and bool(segment.finites)
    return closed and segment is not None and segment.opener == at and segment.finites[-1] == segment.last - 1


def _uncounted(seen: View, start: int, end: int) -> int:
    """The end of a source phrase: a number behind the source noun counts something else."""
    for at in range(start + 1, end):
        before = seen.tokens[at - 1]
        if seen.tokens[at].pos == "NUM" and before.pos == "NOUN" and seen.lexicon.source(before.lemma):
            return at
    return end


def _appeal(seen: View, unit: Unit, at: int, preposition: Preposition) -> Source | None:
    """The source that another one appeals to ("unter Berufung auf Diplomaten")."""
    start = at + 3
    if start >= unit.end or not seen.has(at + 1, "appeal") or seen.words[at + 2] != preposition.words:
        return None
    end = noun_phrase(seen, start, unit.end)
    return (
        Source(at, end, (at, at + 1, at + 2), (start, end), preposition.word, preposition.needs)
        if end > start
        else None
    )


def _to_finite(seen: View, at: int, end: int) -> int:
    """The end of a phrase that opens its sentence: it reaches to the finite verb, the second constituent."""
    segment = _opening(seen, at)
    if segment is None or not segment.finites or segment.finites[0] <= end:
        return end
    finite = segment.finites[0]
    between = list(seen.visible(end, finite))
    whole = len(between) <= 10 and all(seen.tokens[b].pos not in ("PUNCT", "ADV", "VERB") for b in between)
    return finite if whole and not _timed(seen, end, finite) else end


def _opening(seen: View, at: int) -> Segment | None:
    """The segment that the source opens as the first phrase of a main clause, or None."""
    unit = seen.units[seen.unit_of[at]]
    segment = next((s for s in unit.segments if s.first <= at < s.last), None)
    first = segment.first if segment else -1
    if segment and seen.has(first, "coordinator"):
        first += 1
    return segment if segment and at == first and segment.kind in ("main", "fragment") else None


def _timed(seen: View, first: int, last: int) -> bool:
    return any(seen.words[at] in seen.lexicon.words("time") for at in range(first, last))


def _after(seen: View, unit: Unit, at: int, preposition: Preposition) -> Source | None:
    """The source with the preposition behind its noun phrase."""
    width = 1
    if preposition.words:
        if at + 1 >= unit.end or seen.words[at + 1] != preposition.words:
            return None
        width = 2
    start = _phrase_start(seen, unit, at)
    if start < 0 or seen.has(start, "genitive_only") or not _suits(seen, preposition, start, at):
        return None
    return Source(start, at + width, tuple(range(at, at + width)), (start, at), preposition.word, preposition.needs)


def _phrase_start(seen: View, unit: Unit, end: int) -> int:
    """Where the noun phrase that ends at `end` starts: at the head of its segment if it reaches that far, else at the
    article, adjective or source noun before its last noun."""
    segment = next((s for s in unit.segments if s.first <= end - 1 < s.last), None)
    if segment is None:
        return -1
    if noun_phrase(seen, segment.first, end) == end:
        return segment.first
    starts = [
        at
        for at in range(max(segment.first, end - _BACK), end)
        if not seen.hidden[at] and noun_phrase(seen, at, end) == end
    ]
    if not starts:
        return -1
    nouns = [at for at in starts if seen.lexicon.source(seen.tokens[at].lemma) and seen.nominal(at)]
    best = nouns[0] if nouns else next((at for at in starts if seen.tokens[at].pos == "DET"), starts[-1])
    while best > segment.first and seen.tokens[best - 1].pos in ("ADJ", "DET", "NUM"):
        best -= 1
    return best


def _suits(seen: View, preposition: Preposition, first: int, last: int) -> bool:
    """Whether the noun phrase is one that this preposition makes a source."""
    head = head_of(seen, first, last)
    kind = seen.lexicon.source(seen.tokens[head].lemma)
    counted = head + 1 < len(seen.tokens) and seen.tokens[head + 1].pos == "NUM"
    if preposition.needs == "noun" and counted and kind != "saying":
        return False
    if preposition.needs == "any":
        return not _timed(seen, head, head + 1)
    if preposition.needs == "saying":
        return kind == "saying" and (
            seen.has(first, "oblique", "possessive", "genitive") or _dative_plural(seen, first, head)
        )
    if preposition.needs == "view":
        return seen.has(head, "view") and (last > head + 1 or head > first + 1 or not seen.has(head, "figure"))
    if kind in ("saying", "text", "rumour") and not person(seen, head):
        return True
    if kind == "event":
        return preposition.word not in seen.lexicon.words("temporal") or _vouched(seen, last)
    return seen.has(first, "relative") and last == first + 1 and _told(seen, first)


def _dative_plural(seen: View, first: int, head: int) -> bool:
    """Whether the phrase is a plural without article: "kubanischen Aussagen nach", "Polizeiangaben nach"."""
    bare = first == head and seen.tokens[first - 1].pos not in ("DET", "ADJ", "ADP")
    return seen.words[head].endswith(seen.lexicon.endings("plural")) and (
        bare or (seen.tokens[first].pos == "ADJ" and seen.words[first].endswith(seen.lexicon.endings("dative")))
    )


def _vouched(seen: View, last: int) -> bool:
    """Whether the verb right behind the phrase shows by its mood that something is reported."""
    return last < len(seen.tokens) and seen.finite(last) and (seen.has(last, "reported") or seen.subjunctive(last))


def _told(seen: View, pronoun: int) -> bool:
    """Whether the relative pronoun points back to something said ("Gerüchte, nach denen …")."""
    at = pronoun - 1
    while at > 0 and not seen.nominal(at) and pronoun - at < 8:
        at -= 1
    lemma = seen.tokens[at].lemma
    return bool(seen.lexicon.source(lemma) or seen.lexicon.noun(lemma))


def _scope(
    seen: View, unit: Unit, found: Source, place: tuple[Segment, tuple[Attribution, ...]]
) -> tuple[TokenRange, ...]:
    """What the source vouches for: its clause, if subordinate or somebody's message, else the sentence."""
    segment, said = place
    opened = _first_verb(seen, unit, found, segment)
    inside = [c for a in said for c in a.content if c[0] <= found.first and found.last <= c[1]]
    if inside:
        first, last = min(inside, key=lambda c: c[1] - c[0])
    elif segment.kind in _SUBORDINATE:
        first, last = segment.first, message_end(seen, unit, segment.index)
    else:
        alone = (segment.first, segment.last) == (found.first, found.last) and segment.index > 0
        first, last = _sentence(unit, unit.segments[segment.index - 1] if alone else segment)
    if opened > found.last and not inside:
        return (trimmed(seen, opened, last),)
    parts = (trimmed(seen, first, found.first), trimmed(seen, found.last, last))
    return tuple(part for part in parts if part[1] > part[0])


def _first_verb(seen: View, unit: Unit, found: Source, segment: Segment) -> int:
    """The finite verb of the main clause that the source opens, behind appositions; -1 for none."""
    if _opening(seen, found.first) is None:
        return -1
    if segment.finites:
        return segment.finites[0]
    for later in unit.segments[segment.index + 1 :]:
        if later.kind == "main" and later.finites:
            return later.finites[0] if later.finites[0] == later.opener else -1
        if later.kind not in ("fragment", "relative", "adverbial", "infinitive"):
            return -1
    return -1


def _sentence(unit: Unit, segment: Segment) -> TokenRange:
    """The sentence without parts that a semicolon cuts off."""
    first, last = _clause_start(unit, segment), unit.end
    for other in unit.segments:
        if other.lead == ";":
            if other.index <= segment.index:
                first = max(first, other.first)
            else:
                last = min(last, other.first)
    return first, last


def _clause_start(unit: Unit, segment: Segment) -> int:
    """Where the main clause of the segment begins: behind the last main clause before it."""
    first = segment
    while first.index and (first.finites[:1] == (first.opener,) or unit.segments[first.index - 1].kind != "main"):
        first = unit.segments[first.index - 1]
    return first.first


def _adverbs(seen: View, unit: Unit) -> Iterator[Attribution]:
    """ "Demnach …" and "…, wonach …": the source was named before."""
    for segment in unit.segments:
        at = segment.opener
        if at < 0 or not segment.finites:
            continue
        if seen.has(at, "whereby") and segment.kind != "main":
            content = trimmed(seen, at + 1, message_end(seen, unit, segment.index))
            yield Attribution(
                "source",
                (content,),
                "states",
                "source-whereby",
                confidence("source-whereby"),
                seen.words[at],
                (at,),
                _antecedent(seen, at),
            )
        elif seen.has(at, "thus") and segment.kind == "main" and _speaks(seen, segment, at):
            content = trimmed(seen, at + 1, unit.end)
            yield Attribution(
                "source",
                (content,),
                "states",
                "source-thus",
                confidence("source-thus"),
                seen.words[at],
                (at,),
                (at, at + 1),
            )


def _speaks(seen: View, segment: Segment, at: int) -> bool:
    """Whether the adverb names a source: always, or only before Konjunktiv where it may mean time."""
    return segment.finites[0] == at + 1 and (not seen.has(at, "ambiguous") or seen.subjunctive(segment.finites[0]))


def _antecedent(seen: View, at: int) -> TokenRange | None:
    """The noun phrase right before the comma of a relative clause."""
    last = at - 1
    for first in range(max(0, last - 8), last):
        if noun_phrase(seen, first, last) == last and seen.nominal(head_of(seen, first, last)):
            return first, last
    return None

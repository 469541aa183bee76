"""Quotations: behind a colon, as a phrase inside a clause, alone in their sentence, or inside an indirect message."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.analysis.structure import Quotation
from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.model import Stance

from .addressees import addressee
from .confidence import confidence
from .cues import cue
from .holders import Holder, speaker
from .lexicon import Verb
from .nouncues import noun_cue, opening_noun
from .phrases import head_of, noun_phrase
from .predicates import Predicate
from .view import Segment, Unit, View

_STATES: Stance = "states"
SHARED = ("anaphor",)  # its message is another sentence, whose quotations have their own speaker
_LONG = 5  # words of a quoted phrase that is no name
_CLAUSE = 3  # words of the shortest quotation that may be a clause


def content_of(quotation: Quotation) -> TokenRange:
    """The tokens of a quotation with its marks."""
    return quotation.first, quotation.last


def direct(
    seen: View, unit: Unit, predicates: tuple[Predicate, ...], said: tuple[Attribution, ...]
) -> Iterator[Attribution]:
    """The quotations of a unit that have their cue in it and are not in `said` yet."""
    for quotation in seen.quotations_in(unit.first, unit.last):
        if _inside(said, quotation):
            continue
        found = _behind_colon(seen, unit, quotation, predicates) or _in_clause(seen, unit, quotation, predicates)
        if found:
            yield found


def _inside(said: tuple[Attribution, ...], quotation: Quotation) -> bool:
    ranges = [c for a in said for c in (*a.content, *((a.source,) if a.source else ()))]
    return any(c[0] <= quotation.first and quotation.last <= c[1] for c in ranges)


def _segment(unit: Unit, at: int) -> Segment | None:
    return next((s for s in unit.segments if s.first <= at < s.last), None)


def _behind_colon(
    seen: View, unit: Unit, quotation: Quotation, predicates: tuple[Predicate, ...]
) -> Attribution | None:
    """A quotation that opens its segment, with its frame in the one before."""
    segment = _segment(unit, quotation.first)
    if segment is None or segment.first != quotation.first or segment.index == 0:
        return None
    colon = segment.lead == ":"
    if not colon and (quotation.last < segment.last or not sentence_like(seen, quotation)):
        return None
    before = [s for s in unit.segments[: segment.index] if s.kind != "relative"]
    for predicate in reversed(predicates):
        if not before or predicate.closing > segment.index or predicate.verb >= quotation.first:
            continue
        entry = next((entry for entry in predicate.entries(seen) if "q" in entry.frames), None)
        if entry:
            return _quoted(seen, quotation, (predicate, predicates), entry)
        if not predicate.subordinate:
            break
    return _colon_only(seen, unit, segment, quotation, predicates) if colon else None


def _colon_only(
    seen: View, unit: Unit, segment: Segment, quotation: Quotation, predicates: tuple[Predicate, ...]
) -> Attribution | None:
    """A quotation behind a colon whose clause has no speech verb: a message noun, or whoever is its subject."""
    frame = unit.segments[segment.index - 1]
    noun = noun_cue(seen, frame, predicates, "q") or opening_noun(seen, frame, "q")
    before = [p for p in predicates if p.verb < quotation.first and not p.subordinate and p.finite >= 0]
    holder = noun.holder if noun and noun.holder else None
    if holder is None and before:
        holder = speaker(seen, before[-1], tuple(before[:-1]))
    if holder is None and noun is None:
        holder = _name_only(seen, frame) if sentence_like(seen, quotation) else None
    if holder is None and noun is None:
        return None
    words = noun.cue if noun else ()
    return _attribution(
        content_of(quotation), _STATES, "quote-colon", (words, holder, None), noun.noun.lemma if noun else ""
    )


def _name_only(seen: View, segment: Segment) -> Holder | None:
    """The speaker where nothing but a noun phrase stands before the colon ("Ministerin Meier: „…“")."""
    if segment.finites or segment.opener < 0 or segment.index > 0:
        return None
    start = segment.first + (seen.tokens[segment.first].pos == "ADV")
    end = noun_phrase(seen, start, segment.last)
    behind = {seen.tokens[at].pos for at in seen.visible(end, segment.last)}
    if end == start or behind & {"VERB", "AUX", "PUNCT"}:
        return None
    lemma = seen.tokens[head_of(seen, start, end)].lemma
    speaks = not seen.lexicon.noun(lemma) and not seen.lexicon.source(lemma)
    return Holder((start, end), (start, end)) if speaks else None


def _quoted(
    seen: View, quotation: Quotation, found: tuple[Predicate, tuple[Predicate, ...]], entry: Verb
) -> Attribution:
    predicate, predicates = found
    holder = speaker(seen, predicate, tuple(p for p in predicates if p.verb < predicate.verb))
    words = _with_words(seen, predicate, quotation, cue(seen, predicate, entry))
    to = addressee(seen, predicate, entry, holder.source if holder else None)
    if to and to[0] < quotation.first < to[1]:
        to = to[0], quotation.first
    return _attribution(content_of(quotation), entry.stance, "quote-verb", (words, holder, to), entry.lemma)


def _with_words(seen: View, predicate: Predicate, quotation: Quotation, words: tuple[int, ...]) -> tuple[int, ...]:
    """The cue with "mit den Worten" where that leads to the quotation."""
    for at in range(max(predicate.segment.first, quotation.first - 5), quotation.first):
        if seen.has(at, "words") and seen.has(at - 2, "with"):
            return tuple(sorted({*words, at - 2, at - 1, at}))
    return words


def _attribution(
    content: TokenRange,
    stance: Stance,
    rule: str,
    frame: tuple[tuple[int, ...], Holder | None, TokenRange | None],
    lexeme: str,
) -> Attribution:
    words, holder, to = frame
    source = holder.source if holder else None
    return Attribution(
        "direct",
        (content,),
        stance,
        rule,
        confidence(rule),
        lexeme,
        words,
        source,
        holder.holder if holder else None,
        to,
    )


def _in_clause(seen: View, unit: Unit, quotation: Quotation, predicates: tuple[Predicate, ...]) -> Attribution | None:
    """A quoted phrase inside the clause of a verb that may hold one ("nannte den Plan „verfehlt“")."""
    segment = _segment(unit, quotation.first)
    if segment is None:
        return None
    phrase = phrase_like(seen, quotation)
    here = [p for p in predicates if segment.index == p.segment.index or p.segment.index <= segment.index <= p.closing]
    here = _governing(here, quotation)
    letters = {"f", "q"} if _worded(seen, quotation) else {"f"}
    for predicate in reversed(here):
        entry = next((entry for entry in predicate.entries(seen) if letters & set(entry.frames)), None)
        if predicate.finite >= 0 and seen.subjunctive(predicate.finite, strong=True):
            return None
        if entry is None or not (phrase or _given(seen, quotation, entry)):
            continue
        found = _quoted(seen, quotation, (predicate, predicates), entry)
        if not _fits(seen, quotation, found.source):
            return None
        words = tuple(sorted({*found.cue, *(at for at in _governor(seen, quotation) if seen.has(at, "governor"))}))
        return msgspec.structs.replace(found, rule="quote-phrase", confidence=confidence("quote-phrase"), cue=words)
    return _led_in(seen, quotation, here[-1]) if here and _worded(seen, quotation) else None


def _fits(seen: View, quotation: Quotation, source: TokenRange | None) -> bool:
    """Whether a quoted phrase may be the words of its source: no part of the source's own name, and where it starts
    with a capital, neither a mere term nor said by nobody."""
    if source and source[0] <= quotation.first < source[1]:
        return False
    inner = words_in(seen, quotation)
    if seen.tokens[inner[0]].text[:1].islower():
        return True
    bare = source is not None and source[1] == source[0] + 1 and seen.has(source[0], "relative")
    term = len(inner) == 1 and not any(seen.has(at, "as") for at in _governor(seen, quotation))
    return source is not None and not bare and not term


def _led_in(seen: View, quotation: Quotation, predicate: Predicate) -> Attribution | None:
    """A quotation behind "mit den Worten" whose verb says nothing: "mit den Worten „…“ begann X die Rede"."""
    start = quotation.first - 2 if seen.tokens[quotation.first - 2].pos == "DET" else quotation.first - 1
    holder = speaker(seen, predicate) if seen.has(start - 1, "with") else None
    words = tuple(range(start - 1, quotation.first))
    return _attribution(content_of(quotation), _STATES, "quote-phrase", (words, holder, None), "") if holder else None


def _given(seen: View, quotation: Quotation, entry: Verb) -> bool:
    """Whether the quotation stands behind a dative that the verb takes besides: "warf dem Rat „Versagen“ vor"."""
    last = at = quotation.first - 1
    while at > 0 and (seen.nominal(at) or seen.tokens[at].pos in ("DET", "ADJ", "NUM")):
        at -= 1
    dative = any(seen.tokens[here].case == "Dat" for here in range(at + 1, last + 1))
    return entry.addressee == "dat" and dative and seen.tokens[at].pos != "ADP"


def _governing(here: list[Predicate], quotation: Quotation) -> list[Predicate]:
    """Those of the predicates in whose clause the quotation stands: of two joined by "und" the one before it."""
    before = [p for p in here if p.subordinate or p.finite < quotation.first]
    return before or here


def _governor(seen: View, quotation: Quotation) -> tuple[int, ...]:
    """The "als" or preposition that the quoted phrase depends on."""
    for at in range(quotation.first - 1, max(-1, quotation.first - 4), -1):
        if seen.has(at, "as") or seen.tokens[at].pos == "ADP":
            return (at,)
        if seen.tokens[at].pos not in ("DET", "ADJ", "ADV"):
            break
    return ()


def _worded(seen: View, quotation: Quotation) -> bool:
    """Whether a noun that announces words stands right before the quotation ("mit der Begründung „…“")."""
    return seen.has(quotation.first - 1, "wording") and len(words_in(seen, quotation)) >= _CLAUSE


def words_in(seen: View, quotation: Quotation) -> list[int]:
    """The words inside the marks."""
    return [at for at in range(quotation.first + 1, quotation.last) if seen.tokens[at].pos != "PUNCT"]


def sentence_like(seen: View, quotation: Quotation) -> bool:
    """Whether the quotation holds a clause."""
    inner = words_in(seen, quotation)
    return len(inner) >= 2 and (
        any(seen.finite(at) for at in inner) or len(inner) >= 8 or seen.words[inner[-1] + 1] in ("!", "?")
    )


def phrase_like(seen: View, quotation: Quotation) -> bool:
    """Whether the quotation holds somebody's words, not a name or title."""
    inner = words_in(seen, quotation)
    if not inner:
        return False
    first = seen.tokens[inner[0]]
    before = quotation.first - 1
    if len(inner) == 1 and any(seen.has(at, "sourced") for at in _governor(seen, quotation)):
        return False
    if first.text[:1].islower() or seen.words[quotation.last - 2] in ("!", "?") or _worded(seen, quotation):
        return True
    if any(seen.has(at, "within", "sourced") for at in _governor(seen, quotation)):
        return False
    if seen.has(before, "genitive_only"):
        return False  # "des „Gesetzes über …“": a title
    if before < 0 or (seen.nominal(before) and seen.tokens[before].text[:1].isupper()):
        return False
    named = sum(1 for at in inner if seen.tokens[at].pos == "PROPN" or seen.tokens[at].entity)
    article = seen.tokens[before].pos == "DET" and (len(inner) > 1 or seen.has(before, "indefinite"))
    if article and not seen.has(before, "indefinite") and all(seen.tokens[at].text[:1].isupper() for at in inner):
        return False
    return 2 * named < len(inner) or article


def nested(seen: View, said: tuple[Attribution, ...]) -> Iterator[Attribution]:
    """The quotations inside indirect messages, once more, with the same speaker and cue."""
    for attribution in said:
        if attribution.kind == "direct" or attribution.rule in SHARED:
            continue
        for first, last in attribution.content:
            for quotation in seen.quotations_in(first, last):
                if quotation.last <= last and _worth(seen, quotation):
                    yield msgspec.structs.replace(
                        attribution, kind="direct", content=(content_of(quotation),), rule=f"nested-{attribution.rule}",
                        confidence=confidence(attribution.rule),
                    )  # fmt: skip


def _worth(seen: View, quotation: Quotation) -> bool:
    """Whether a quotation inside a message is a fragment of speech: it starts small, or is too long for a name."""
    inner = words_in(seen, quotation)
    if not inner or seen.words[inner[0]].find("-") >= 0:
        return False
    if seen.tokens[inner[0]].text[:1].islower() or any(seen.finite(at) for at in inner):
        return True
    named = sum(1 for at in inner if seen.tokens[at].pos == "PROPN" or seen.tokens[at].entity)
    return len(inner) >= _LONG and 2 * named < len(inner)

"""Who speaks: the subject of a speech verb, the agent of a passive, the paper something stands in."""

from __future__ import annotations

import msgspec

from newsfacts.extraction.structure import TokenRange

from .agents import agent, cited, medium, temporal
from .phrases import appositions, head_of, listed, name_like, noun_phrase, person
from .predicates import Predicate
from .view import DASHES, Segment, View

_INSERTED = 16  # tokens between two dashes


class Holder(msgspec.Struct, frozen=True):
    """The words that name the source and, inside them, the phrase that denotes the actor."""

    source: TokenRange
    holder: TokenRange


def speaker(seen: View, predicate: Predicate, before: tuple[Predicate, ...] = ()) -> Holder | None:
    """Who says it: `before` are the predicates left of this one in the unit, for subjects that two verbs share."""
    if predicate.finite < 0:
        return speaker(seen, before[-1], before[:-1]) if before else None
    if predicate.passive and any("u" in entry.frames for entry in predicate.entries(seen)):
        found = subject(seen, predicate)
        return reduced(seen, found) if found else None
    if predicate.passive:
        found = agent(seen, predicate) or medium(seen, predicate)
        return reduced(seen, found) if found else None
    if any(seen.has(at, "expletive") for at in _around(predicate)) and impersonal(seen, predicate):
        found = medium(seen, predicate)
        return reduced(seen, found) if found else None
    main = tuple(p for p in before if p.subordinate == predicate.subordinate and p.finite >= 0)
    if predicate.coordinated and _shares(predicate, main):
        return speaker(seen, main[-1], main[:-1])
    found = subject(seen, predicate)
    if found is not None and (quoted := cited(seen, predicate, found)):
        return reduced(seen, quoted)
    if found is None and impersonal(seen, predicate):
        found = medium(seen, predicate)
    told = [p for p in main if not seen.subjunctive(p.finite)]
    if found is None and predicate.first_in and told and predicate.segment.lead == "," and not _quoted(seen, predicate):
        return speaker(seen, told[-1], tuple(told[:-1]))
    if found is None or seen.has(found[0], "impersonal"):
        return None
    return reduced(seen, found)


def _quoted(seen: View, predicate: Predicate) -> bool:
    """Whether a quotation fills what stands before the verb, so that this says it and joins no clause before."""
    before = predicate.unit.segments[predicate.segment.index - 1] if predicate.segment.index else None
    return before is not None and seen.quotation_of[before.first] >= 0 and seen.skip(before.first) >= before.last


def told_in(seen: View, predicate: Predicate) -> Holder | None:
    """What it is told in where the subject is the message itself ("Dies geht aus … hervor"), else the speaker."""
    found = medium(seen, predicate)
    return reduced(seen, found) if found else speaker(seen, predicate)


def _shares(predicate: Predicate, before: tuple[Predicate, ...]) -> bool:
    """Whether "und" joins the verb to one before it in the unit, with the subject said once."""
    return bool(before) and (predicate.first_in or before[-1].segment.index == predicate.segment.index)


def impersonal(seen: View, predicate: Predicate) -> bool:
    """Whether the verb's frame needs no holder ("heißt es", "wurde bekannt")."""
    return any("s" in entry.frames for entry in predicate.entries(seen))


def _around(predicate: Predicate) -> tuple[int, int]:
    return predicate.finite - 1, predicate.finite + 1


def reduced(seen: View, source: TokenRange) -> Holder:
    """The holder inside a source: behind a source noun its genitive, "von" or "aus" phrase ("Angaben der Polizei")."""
    first, last = source
    head = head_of(seen, first, last)
    kind = seen.lexicon.source(seen.tokens[head].lemma)
    told = kind in ("saying", "text") or seen.has(head, "view")
    named = kind == "event" or seen.lexicon.noun(seen.tokens[head].lemma) is not None
    told = told or (named and seen.has(head + 1, "genitive"))
    if told and not person(seen, head):
        if head == first + 1 and seen.tokens[first].pos == "PROPN":
            return Holder(source, (first, head))
        inner = head + 1
        if inner < last and seen.has(inner, "agent", "origin"):
            inner += 1
        if inner < last and noun_phrase(seen, inner, last, attach=False) > inner:
            return Holder(source, (inner, last))
    return Holder(source, source)


def subject(seen: View, predicate: Predicate) -> TokenRange | None:
    """The subject's noun phrase with its appositions, or None."""
    if predicate.subordinate:
        return _inside(seen, predicate)
    vorfeld = None if predicate.coordinated and predicate.first_in else _vorfeld(seen, predicate)
    behind = _behind(seen, predicate.finite + 1, _region_end(predicate))
    if vorfeld is None:
        return behind or _whole_vorfeld(seen, predicate)
    if behind is None or not _agrees(seen, predicate.finite, behind):
        return vorfeld
    named = seen.tokens[head_of(seen, *behind)].entity and not seen.has(behind[0], "oblique")
    named = named and not any(person(seen, at) for at in range(*vorfeld))
    return behind if (predicate.first_in and named) or _object_first(seen, predicate, vorfeld, behind) else vorfeld


def _whole_vorfeld(seen: View, predicate: Predicate) -> TokenRange | None:
    """All that stands before the finite verb, up to a relative clause, where a noun phrase opens it and no other
    subject is found: names that a tagger does not know make phrases no rule can close."""
    start = _vorfeld_start(seen, predicate)
    while 0 <= start < predicate.finite and seen.tokens[start].pos in ("ADV", "PART"):
        start += 1
    unfit = predicate.coordinated or seen.has(start, "oblique", "genitive_only", "addressee")
    if unfit or not 0 <= start < predicate.finite:
        return None
    if seen.tokens[start].pos not in ("DET", "NOUN", "PROPN", "ADJ") or temporal(seen, start, predicate.finite):
        return None
    end = predicate.finite
    for segment in predicate.unit.segments:
        if start < segment.first < end and segment.kind != "fragment" and segment.index != predicate.segment.index:
            end = segment.first
    while (
        end > start
        and not seen.hidden[end - 1]
        and (seen.tokens[end - 1].pos in ("PUNCT", "ADV") or seen.has(end - 1, "filler"))
    ):
        end -= 1
    return (start, end) if end > start else None


def _agrees(seen: View, finite: int, phrase: TokenRange) -> bool:
    """Whether a phrase agrees in number with the verb; one with "und" in it always may."""
    verb, noun = seen.tokens[finite].number, seen.tokens[head_of(seen, *phrase)].number
    joined = any(seen.has(at, "joiner") for at in range(*phrase))
    return joined or not verb or not noun or verb == noun or seen.tokens[phrase[0]].entity != ""


def _region_end(predicate: Predicate) -> int:
    """How far the middle field reaches: to the closing verb or particle, or over the segments before it."""
    closing = [at for at in predicate.verbs if at > predicate.finite]
    if closing:
        return closing[0]
    return predicate.unit.end


def _vorfeld(seen: View, predicate: Predicate) -> TokenRange | None:
    """The noun phrase that alone stands before the finite verb."""
    start = _vorfeld_start(seen, predicate)
    if start < 0 or start >= predicate.finite:
        return None
    while start < predicate.finite and seen.tokens[start].pos in ("ADV", "PART") and not seen.hidden[start]:
        start += 1
    end = noun_phrase(seen, start, predicate.finite)
    if end <= start or seen.has(start, "genitive_only", "addressee"):
        return None
    end = appositions(seen, end, predicate.finite)
    rest = [at for at in seen.visible(end, predicate.finite) if seen.tokens[at].pos not in ("PUNCT", "ADV", "PART")]
    if rest and not _same_constituent(seen, end):
        return None
    if rest and not _embedded(seen, end):
        end = _to_verb(seen, predicate)
    return start, end


def _embedded(seen: View, end: int) -> bool:
    """Whether a comma follows: what stands behind it is a relative clause or a parenthesis, no part of the name."""
    return seen.tokens[end].pos == "PUNCT"


def _same_constituent(seen: View, end: int) -> bool:
    """Whether what lies between phrase and verb can belong to it: prepositional attributes or relative clauses."""
    return seen.tokens[end].pos in ("ADP", "PUNCT") or seen.has(end, "genitive", "joiner", "attached", "placed")


def _to_verb(seen: View, predicate: Predicate) -> int:
    end = predicate.finite
    while not seen.hidden[end - 1] and (
        seen.tokens[end - 1].pos in ("ADV", "PART", "PUNCT") or seen.has(end - 1, "filler")
    ):
        end -= 1
    return end


def _vorfeld_start(seen: View, predicate: Predicate) -> int:
    """Where the constituent before the verb begins: in its segment, or earlier where only commas of appositions and
    relative clauses lie between."""
    segments, index = predicate.unit.segments, predicate.segment.index
    if not predicate.first_in:
        shown = [
            at for at in seen.visible(predicate.segment.first, predicate.finite) if not seen.has(at, "coordinator")
        ]
        earlier = [at for at in predicate.segment.finites if at < predicate.finite]
        shown = [at for at in shown if not earlier or at > _joint(seen, earlier[-1], predicate.finite)]
        quoted = predicate.segment.first if seen.hidden[predicate.segment.first] and not earlier else -1
        first = quoted if quoted >= 0 and _name_starts(seen, quoted) else (shown[0] if shown else -1)
        if first < 0 or index == 0 or earlier:
            return first
    while index > 0 and segments[index].lead in (",", "–", "-", ""):
        index -= 1
        kind = segments[index].kind
        if (
            kind == "fragment"
            and noun_phrase(seen, segments[index].first, segments[index].last) > segments[index].first
        ):
            if _starts(segments, index):
                return segments[index].first
        elif kind not in ("relative", "infinitive", "fragment"):
            break
    if predicate.first_in:
        return -1
    return first


def _joint(seen: View, before: int, finite: int) -> int:
    """The "und" between two finite verbs behind which a noun phrase reaches to the second; else the first verb."""
    joints = (at for at in seen.visible(before + 1, finite) if seen.has(at, "coordinator"))
    return next((at for at in joints if noun_phrase(seen, at + 1, finite) == finite), before)


def _starts(segments: tuple[Segment, ...], index: int) -> bool:
    """Whether nothing but the start of the unit or a full clause stands before this segment."""
    return index == 0 or segments[index - 1].kind in ("main", "that", "question", "adverbial")


def _name_starts(seen: View, at: int) -> bool:
    return seen.quotation_of[at] >= 0 and name_like(seen, at)


def _object_first(seen: View, predicate: Predicate, vorfeld: TokenRange, behind: TokenRange) -> bool:
    """Whether the phrase before the verb is its object: by form, by number, or because the one behind is a person."""
    first = vorfeld[0]
    if seen.has(first, "pronoun_subject"):
        return False
    if seen.has(first, "oblique", "anaphor") or seen.has(behind[0], "pronoun_subject"):
        return True
    if seen.has(behind[0], "oblique", "reflexive"):
        return False
    before, after = (seen.tokens[head_of(seen, *phrase)] for phrase in (vorfeld, behind))
    feminine = before.gender == "Fem" and before.number != "Plur"
    if seen.has(first, "article_masculine") and (feminine or seen.tokens[first].case == "Dat"):
        return after.case != "Acc"
    if before.entity == "PER":
        return False
    number = seen.tokens[predicate.finite].number
    if before.number and after.number and number and before.number != after.number:
        return before.number != number
    if any(entry.stance == "accuses" for entry in predicate.entries(seen)):
        return False  # whoever stands behind the verb is the accused
    return before.entity == "" and after.entity in ("PER", "ORG") and before.case in ("Acc", "Dat", "")


def _behind(seen: View, start: int, stop: int) -> TokenRange | None:
    """The first noun phrase behind the finite verb that may be its subject."""
    at = start
    while at < stop:
        token = seen.tokens[at]
        if seen.has(at, "pronoun_subject", "nominative"):
            return at, noun_phrase(seen, at, stop) or at + 1
        if token.pos == "PUNCT" or (seen.finite(at) and not seen.hidden[at]):
            return None
        at = _past_insertion(seen, _passed(seen, at, stop), stop)
        if at < 0:
            return None
        if at < stop and _subject_starts(seen, at, stop):
            end = noun_phrase(seen, at, stop)
            return at, listed(seen, end, stop) or appositions(seen, end, stop)
        if at == start and at >= stop:
            return None
        start = at
        if at < stop and not _skippable(seen, at, stop):
            return None
    return None


def _past_insertion(seen: View, at: int, stop: int) -> int:
    """The token behind what two dashes set off at `at`; `at` itself where nothing is."""
    if not 0 <= at < stop or seen.words[at] not in DASHES:
        return at
    reach = range(at + 2, min(stop - 1, at + _INSERTED))
    return next((end + 1 for end in reach if seen.words[end] in DASHES), at)


def _subject_starts(seen: View, at: int, stop: int) -> bool:
    """Whether a noun phrase that may be nominative starts here."""
    unfit = seen.tokens[at].pos in ("ADP", "ADV", "PUNCT") and not person(seen, at)
    if unfit or seen.has(at, "oblique", "reflexive", "dative_pronoun", "expletive"):
        return False
    if _dative(seen, at):
        return False
    end = noun_phrase(seen, at, stop)
    return end > at and not temporal(seen, at, end) and not seen.has(end, "postposition")


def _dative(seen: View, at: int) -> bool:
    """Whether the article "der" stands in dative or genitive, as its case tells."""
    return seen.has(at, "genitive") and seen.tokens[at].pos == "DET" and seen.tokens[at].case in ("Dat", "Gen")


def _skippable(seen: View, at: int, stop: int) -> bool:
    return _passed(seen, at, stop) != at


def _passed(seen: View, at: int, stop: int) -> int:
    """The token behind an adverb, prepositional phrase, reflexive or oblique phrase at `at`; `at` where none is."""
    while at < stop:
        token = seen.tokens[at]
        if token.pos in ("ADV", "PART") or (
            seen.has(at, "reflexive", "dative_pronoun", "expletive", "filler") and token.pos != "ADP"
        ):
            at += 1
        elif token.pos == "ADP" and not seen.hidden[at] and not (token.entity_start and person(seen, at)):
            end = noun_phrase(seen, at + 1, stop)
            at = end if end > at + 1 else at + 1
        elif (
            seen.has(at, "oblique") or _dative(seen, at) or (token.pos != "PROPN" and _temporal_phrase(seen, at, stop))
        ):
            end = noun_phrase(seen, at, stop)
            if end <= at:
                return at
            at = end + 1 if seen.has(end, "postposition") else end
        else:
            return at
    return at


def _temporal_phrase(seen: View, at: int, stop: int) -> bool:
    end = noun_phrase(seen, at, stop, attach=False)
    return end > at and temporal(seen, at, end)


def _inside(seen: View, predicate: Predicate) -> TokenRange | None:
    """The subject of a verb-final clause: the first phrase behind its marker, or the relative pronoun."""
    segment = predicate.segment
    earlier = [at for at in segment.finites if at < predicate.finite]
    start = earlier[-1] + 1 if earlier else segment.opener
    while start < predicate.finite and seen.has(start, "coordinator"):
        start += 1
    if segment.kind == "relative" and not earlier:
        pronoun = start + 1 if seen.tokens[start].pos == "ADP" else start
        found = _behind(seen, pronoun + 1, predicate.verbs[0])
        subject_like = seen.tokens[start].pos != "ADP" and seen.tokens[pronoun].case in ("Nom", "")
        return (pronoun, pronoun + 1) if found is None or subject_like else found
    if not earlier:
        start += 1
        if start < predicate.finite and seen.has(start, "subordinator", "complementiser"):
            start += 1
    return _behind(seen, start, predicate.verbs[0])

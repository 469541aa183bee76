"""Where noun phrases end: heads with their genitives, prepositional attributes, bracketed parties and appositions.

The borders are taken from the surface (articles, adjectives, capital nouns, names, closed lists of prepositions), since
a speaker cut short or drawn out is the commonest fault of attribution.
"""

from __future__ import annotations

from .view import View

_PRENOMINAL = frozenset(("DET", "ADJ", "NUM"))
_REACH = 16  # longest participial attribute between article and noun ("die vom Verband gestern vorgelegte Liste")
_DEPTH = 4
_INTRODUCED = 5  # words of a quoted name with an article that may hold a verb ("die „Aktion Mensch hilft“")
_NAME = 9  # tokens of a quoted name, marks included


def noun_phrase(seen: View, at: int, stop: int, attach: bool = True, depth: int = 0) -> int:
    """The end of the noun phrase that starts at `at`, not beyond `stop`; `at` itself where none does. With `attach`,
    genitives, prepositional attributes and coordinated phrases belong to it."""
    if at >= stop:
        return at
    if seen.has(at, "correlative") and at + 1 < stop:
        whole = noun_phrase(seen, at + 1, stop, attach, depth)
        return whole if whole > at + 1 else at
    if seen.has(at, "partitive") and seen.has(at + 1, "genitive") and at + 1 < stop:
        whole = noun_phrase(seen, at + 1, stop, attach, depth + 1)
        return whole if whole > at + 1 else at + 1
    if _pronoun(seen, at, stop):
        return at + 1
    head = _to_noun(seen, at, stop)
    if head < 0:
        return at
    end = _nouns(seen, head, stop)
    end = _brackets(seen, end, stop)
    return _attributes(seen, end, stop, depth) if attach and depth < _DEPTH else end


def head_of(seen: View, first: int, last: int) -> int:
    """The head noun of a phrase: its first noun behind articles and adjectives, or its first token."""
    at = _to_noun(seen, first, last)
    return at if at >= 0 else first


def person(seen: View, at: int) -> bool:
    """Whether the token belongs to a person's name."""
    return 0 <= at < len(seen.tokens) and seen.tokens[at].entity == "PER"


def _pronoun(seen: View, at: int, stop: int) -> bool:
    """A pronoun that is a phrase by itself: no noun follows that it could be the article of."""
    if not seen.has(at, "pronoun", "reflexive", "dative_pronoun", "anaphor", "relative") or seen.hidden[at]:
        return False
    return (seen.has(at, "pronoun_subject") and not _nounish(seen, at + 1, stop)) or _to_noun(seen, at, stop) < 0


def _nounish(seen: View, at: int, stop: int) -> bool:
    return at < stop and (seen.nominal(at) or seen.tokens[at].pos in ("ADJ", "NUM"))


def _to_noun(seen: View, at: int, stop: int) -> int:
    """The first noun or name of the phrase that starts at `at`, or -1."""
    here = at
    while here < stop:
        token = seen.tokens[here]
        if seen.quotation_of[here] >= 0:
            return here if name_like(seen, here) else -1
        if _possessor(seen, here, stop):
            here += 1
            continue
        if seen.nominal(here) or _nominalised(seen, here, at) or _named(seen, here):
            return here
        if token.pos in _PRENOMINAL or seen.has(here, "plain_article", "genitive", "own"):
            here += 1
        elif token.pos in ("ADV", "ADP", "PRON", "PART") and at < here:
            return _participial(seen, here, stop)
        elif token.pos in ("ADV", "PART", "PRON") and here + 1 < stop and seen.tokens[here + 1].pos in _PRENOMINAL:
            here += 1
        else:
            return -1
    return -1


def _named(seen: View, at: int) -> bool:
    """Whether a person's name begins with the small word at `at` ("de Beispiel")."""
    token = seen.tokens[at]
    return token.entity_start and person(seen, at) and token.pos == "ADP" and person(seen, at + 1)


def _possessor(seen: View, at: int, stop: int) -> bool:
    """Whether a name in genitive stands before its noun: "Berlins Bürgermeister", "Kölns neuer Präsident"."""
    token = seen.tokens[at]
    if (
        (token.pos != "PROPN" and token.case != "Gen")
        or not seen.nominal(at)
        or not seen.words[at].endswith(seen.lexicon.endings("possessor"))
        or at + 1 >= stop
        or seen.hidden[at + 1]
    ):
        return False
    behind = seen.tokens[at + 1]
    return (
        behind.pos in ("ADJ", "NOUN") and behind.text[:1].isalpha() and not (behind.entity and not behind.entity_start)
    )


def _nominalised(seen: View, at: int, first: int) -> bool:
    """An adjective or number used as a noun: "der 81-Jährige", "die Grünen", "ein Angeklagter"."""
    token = seen.tokens[at]
    if token.pos not in ("ADJ", "NUM", "VERB") or at == first:
        return False
    follows = at + 1 < len(seen.tokens) and (seen.nominal(at + 1) or seen.tokens[at + 1].pos == "ADJ")
    return not follows and (token.text[:1].isupper() or token.text[:1].isdigit())


def _participial(seen: View, at: int, stop: int) -> int:
    """The noun behind an attribute that holds phrases of its own, or -1."""
    inflected = seen.lexicon.endings("inflected")
    for here in range(at + 1, min(stop, at + _REACH)):
        token = seen.tokens[here]
        if seen.finite(here) or token.pos == "PUNCT":
            return -1
        if token.pos == "ADJ" and here + 1 < stop and seen.words[here].endswith(inflected):
            noun = here + 1
            while noun < stop and seen.tokens[noun].pos == "ADJ":
                noun += 1
            if noun < stop and seen.nominal(noun) and len(seen.words[here]) > 5:
                return noun
    return -1


def _nouns(seen: View, head: int, stop: int) -> int:
    """The end of the row of nouns, names and quoted names that starts with the head."""
    end = seen.skip(head) if seen.hidden[head] else head + 1
    while end < stop:
        token = seen.tokens[end]
        if token.entity and not token.entity_start and token.entity == seen.tokens[end - 1].entity:
            end += 1
        elif seen.quotation_of[end] >= 0 and name_like(seen, end):
            end = seen.skip(end)
        elif not seen.hidden[end] and _joins(seen, end):
            end += 1
        elif _in_name(seen, end, stop):
            end += 2
        else:
            break
    return min(end, stop)


def _joins(seen: View, at: int) -> bool:
    """Whether a name stands at `at` that belongs to the noun or name before it ("Kanzlerin Meier", "Jan Meier")."""
    token, before = seen.tokens[at], seen.tokens[at - 1]
    if person(seen, at - 1) and token.text[:1].isupper() and token.pos in ("ADJ", "VERB", "X") and len(token.text) > 2:
        return True
    if not seen.nominal(at) or seen.words[at] in seen.lexicon.words("time"):
        return False
    if person(seen, at) and before.pos == "NOUN" and before.text.endswith(seen.lexicon.endings("body")):
        return False
    if token.text[-1:] == "." and token.text[:1].isupper() and len(token.text) > 2:
        return True
    if token.pos == "NOUN" and not token.entity:
        return before.text[-1:] in ("-", ".")
    return True


def name_like(seen: View, at: int) -> bool:
    """Whether the quotation that starts at `at` is the name of a paper or a group: short, capital, without a verb."""
    quotation = seen.quotation(at)
    if quotation is None or quotation.first != at or quotation.last - quotation.first > _NAME:
        return False
    inner = range(quotation.first + 1, quotation.last - 1)
    if (
        not inner
        or not (seen.tokens[at + 1].text[:1].isupper() or "." in seen.tokens[at + 1].text[1:-1])
        or seen.tokens[inner[-1]].pos == "PUNCT"
    ):
        return False
    introduced = at > 0 and (seen.tokens[at - 1].pos == "DET" or seen.nominal(at - 1))
    return (introduced and len(inner) <= _INTRODUCED) or not any(seen.finite(here) for here in inner)


def _in_name(seen: View, at: int, stop: int) -> bool:
    """A particle or hyphen inside a name: "Ursula von der Leyen", "ARD / ZDF"; a Roman or ordinal number behind one."""
    if at + 1 >= stop or at == 0 or seen.tokens[at - 1].pos != "PROPN":
        return False
    if seen.has(at, "joining"):
        return seen.tokens[at + 1].text[:1].isupper()
    if seen.tokens[at].pos == "NUM":
        return seen.tokens[at + 1].pos == "PROPN" and seen.tokens[at + 1].entity == seen.tokens[at - 1].entity != ""
    joins = seen.words[at] in ("-", "/", "&")
    particle = seen.words[at] in seen.lexicon.words("name_particle") and person(seen, at - 1) and person(seen, at + 1)
    return particle or (joins and seen.tokens[at + 1].pos == "PROPN")


def _brackets(seen: View, end: int, stop: int) -> int:
    """The end with a bracket right behind the name: "(CDU)"."""
    if end < stop and seen.hidden[end] and seen.quotation_of[end] < 0:
        return min(stop, seen.skip(end))
    return end


def _attributes(seen: View, end: int, stop: int, depth: int) -> int:
    while end < stop:
        grown = (
            _genitive(seen, end, stop, depth)
            or _prepositional(seen, end, stop, depth)
            or _coordinated(seen, end, stop, depth)
        )
        if not grown:
            return end
        end = grown
    return end


def _genitive(seen: View, end: int, stop: int, depth: int) -> int:
    """The end with the genitive that follows; a person's name takes none ("sagte Meier der Zeitung")."""
    if _bare_genitive(seen, end, stop):
        return noun_phrase(seen, end, stop, depth=depth + 1)
    if seen.hidden[end - 1] or (seen.tokens[end - 1].text.isupper() and seen.tokens[end - 1].entity):
        return 0
    if not seen.has(end, "genitive") or person(seen, end - 1) or _nominative(seen, end, stop):
        return 0
    grown = noun_phrase(seen, end, stop, depth=depth + 1)
    return grown if grown > end + 1 else 0


def _nominative(seen: View, at: int, stop: int) -> bool:
    """Whether the article at `at` opens a nominative: by its case, or because no masculine has it in the genitive."""
    if seen.tokens[at].case == "Nom":
        return True
    if not seen.has(at, "article_masculine"):
        return False
    noun = next((here for here in range(at + 1, min(at + 4, stop)) if seen.nominal(here)), -1)
    return noun >= 0 and seen.tokens[noun].gender == "Masc" and seen.tokens[noun].number == "Sing"


def _bare_genitive(seen: View, end: int, stop: int) -> bool:
    """A genitive plural without article: "Angaben russischer Medien", "Ansicht vieler Fachleute"."""
    token = seen.tokens[end]
    if (
        token.pos not in ("ADJ", "DET")
        or not seen.words[end].endswith(seen.lexicon.endings("plural_genitive"))
        or seen.has(end, "genitive")
    ):
        return False
    return (
        end + 1 < stop
        and seen.nominal(end + 1)
        and seen.tokens[end - 1].pos == "NOUN"
        and not seen.tokens[end - 1].entity
    )


def _prepositional(seen: View, end: int, stop: int, depth: int) -> int:
    """The end with the prepositional attribute that follows; a person's name takes only what one belongs to."""
    if seen.tokens[end].pos != "ADP" and not seen.has(end, "attached", "placed"):
        return 0
    named = person(seen, end - 1)
    fits = seen.has(end, "belonging") and _belongs(seen, end) if named else seen.has(end, "attached")
    if fits and seen.has(end, "purpose_of") and (seen.tokens[end - 1].pos != "NOUN" or seen.tokens[end - 1].entity):
        return 0
    if not fits and not (seen.has(end, "placed") and not named and _place(seen, end + 1)):
        return 0
    grown = noun_phrase(seen, end + 1, stop, depth=depth + 1)
    if grown <= end + 1 or _timed(seen, end + 1, grown):
        return 0
    return grown


def _belongs(seen: View, at: int) -> bool:
    """Whether a preposition behind a person's name tells the body or the place that one comes from."""
    behind = range(at + 1, min(at + 5, len(seen.tokens)))
    return any(seen.tokens[here].entity in ("LOC", "ORG") or seen.tokens[here].text[1:2].isupper() for here in behind)


def _place(seen: View, at: int) -> bool:
    """Whether a place name, with or without article, stands at `at`."""
    return any(here < len(seen.tokens) and seen.tokens[here].entity == "LOC" for here in (at, at + 1))


def _timed(seen: View, first: int, last: int) -> bool:
    return any(
        seen.words[at] in seen.lexicon.words("time") or seen.words[at][:1].isdigit()
        for at in range(first, min(last, first + 3))
    )


def _coordinated(seen: View, end: int, stop: int, depth: int) -> int:
    """The end with the phrase that "und" joins; none where a finite verb right behind would make it a clause."""
    if not seen.has(end, "joiner") and not _correlates(seen, end):
        return 0
    start = end + 1
    while start < stop and seen.tokens[start].pos == "ADV":
        start += 1
    grown = noun_phrase(seen, start, stop, depth=depth + 1)
    if grown <= start or (grown < stop and seen.finite(grown) and depth == 0 and not _verb_last(seen, grown, stop)):
        return 0
    return grown


def _correlates(seen: View, at: int) -> bool:
    """Whether the second half of a pair begins at `at`: "sowohl X als auch Y", "weder X noch Y"."""
    paired = seen.has(at, "as") and seen.has(at + 1, "filler")
    if not paired and not seen.has(at, "correlative_second"):
        return False
    return any(seen.has(here, "correlative") for here in range(max(0, at - _REACH), at))


def _verb_last(seen: View, at: int, stop: int) -> bool:
    return at + 1 >= stop or seen.tokens[at + 1].pos == "PUNCT"


def listed(seen: View, end: int, stop: int) -> int:
    """The end of a list of names that goes on at `end` and closes with "und" ("A, B und C"); 0 for none."""
    at = end
    while at + 1 < stop and seen.words[at] == "," and not seen.hidden[at] and seen.tokens[at + 1].entity_start:
        grown = noun_phrase(seen, at + 1, stop)
        if grown <= at + 1 or not person(seen, at - 1):
            return 0
        at = grown
    joined = any(seen.has(here, "joiner") for here in range(end, at))
    return at if at > end and joined else 0


def appositions(seen: View, end: int, stop: int) -> int:
    """The end with the appositions behind a comma: "die Sprecherin, Anna Meier, …", "Meier, Sprecherin der Bahn, …"."""
    while end + 1 < stop and seen.words[end] == "," and not seen.hidden[end]:
        grown = noun_phrase(seen, end + 1, stop)
        if grown <= end + 1 or not _apposed(seen, end, grown):
            return end
        closed = _to_comma(seen, grown, stop)
        if closed < 0:
            return end
        end = closed
    return end


def _to_comma(seen: View, grown: int, stop: int) -> int:
    """Where the apposition closes: at the next mark, if only attributes lie between; -1 for none."""
    for at in range(grown, min(stop, grown + _REACH)):
        if seen.tokens[at].pos == "PUNCT" and not seen.hidden[at]:
            return at
        if seen.tokens[at].pos in ("VERB", "AUX") and not seen.hidden[at]:
            return -1
    return stop if stop - grown < _REACH else -1


def _apposed(seen: View, comma: int, grown: int) -> bool:
    """A name beside a noun phrase or the other way round; two names are a list."""
    before, behind = comma - 1, comma + 1
    while before > 0 and seen.hidden[before] and seen.quotation_of[before] < 0:
        before -= 1
    named = (
        bool(seen.tokens[before].entity),
        any(seen.tokens[at].entity for at in range(behind, min(grown, behind + 4))),
    )
    if seen.has(behind, "accusative"):
        return False
    if seen.has(behind, "relative") and (grown == behind + 1 or seen.tokens[behind].pos == "PRON"):
        return False
    people = person(seen, before), any(person(seen, at) for at in range(behind, min(grown, behind + 4)))
    return (
        named[0] != named[1]
        or people[0] != people[1]
        or seen.tokens[behind].pos in ("DET", "ADJ")
        or (seen.tokens[behind].pos == "NOUN" and named[0])
    )

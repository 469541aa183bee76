"""Cuts an article into units and these into segments, and says what kind of clause each segment is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from newsfacts.analysis.structure import Analysis, Sentence

from .lexicon import Lexicon
from .phrases import noun_phrase
from .view import SEPARATORS, STOPS, Segment, SegmentKind, Unit, View

_LONGEST_UNIT = 600
_CUT = 4  # segments that an insertion may take
_FINAL = 2  # so many visible words may follow the finite verb of a verb-final clause ("… haben wird, am Montag")


def view(analysis: Analysis, lexicon: Lexicon) -> View:
    """The view of an analysis with its units."""
    seen = View(analysis, lexicon)
    seen.units = tuple(_units(seen))
    seen.unit_of = [-1] * len(seen.tokens)
    for unit in seen.units:
        for at in range(unit.first, unit.last):
            seen.unit_of[at] = unit.index
    return seen


def _units(seen: View) -> Iterator[Unit]:
    """Sentences, joined while a quotation reaches over their border; one without end is cut at a mark."""
    sentences = seen.analysis.sentences
    at = index = 0
    while at < len(sentences):
        head = sentences[at]
        last = head.last
        at += 1
        while at < len(sentences) and _crosses(seen, last) and last - head.first < _LONGEST_UNIT:
            last = sentences[at].last
            at += 1
        for first, end in _cut(seen, head.first, last):
            yield _unit(seen, index, (first, end), head)
            index += 1


def _cut(seen: View, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretch in pieces that no rule takes long to read."""
    while last - first > _LONGEST_UNIT:
        marks = (at for at in range(first + _LONGEST_UNIT // 2, first + _LONGEST_UNIT) if seen.words[at] in SEPARATORS)
        end = next(marks, first + _LONGEST_UNIT - 1) + 1
        yield first, end
        first = end
    if last > first:
        yield first, last


def _unit(seen: View, index: int, extent: tuple[int, int], head: Sentence) -> Unit:
    first, last = extent
    end = last
    while end > first and seen.words[end - 1] in STOPS and not seen.hidden[end - 1]:
        end -= 1
    return Unit(index, first, last, end, head.paragraph, head.heading, _joined(seen, list(_segments(seen, first, end))))


def _crosses(seen: View, border: int) -> bool:
    """Whether one quotation holds the tokens on both sides of `border`."""
    if not 0 < border < len(seen.tokens):
        return False
    before, behind = seen.quotation_of[border - 1], seen.quotation_of[border]
    return before >= 0 and before == behind


def _segments(seen: View, first: int, end: int) -> Iterator[Segment]:
    lead, start, index = "", first, 0
    for at in range(first, end + 1):
        if at < end and not (seen.words[at] in SEPARATORS and not seen.hidden[at]):
            continue
        if at > start:
            yield _segment(seen, index, (start, at), lead)
            index += 1
            lead = ""
        if at < end:
            lead = seen.words[at]
        start = at + 1


def _joined(seen: View, segments: list[Segment]) -> tuple[Segment, ...]:
    """The segments; the pieces of a verb-final clause that an insertion cuts are marked as what its marker says."""
    for segment in segments:
        kind = _marked(seen, segment)
        if segment.finites or not kind:
            continue
        for later in segments[segment.index + 1 : segment.index + 1 + _CUT]:
            if later.kind == "main" and _closes(seen, later):
                if (verb := _own_verb(seen, segment, later)) >= 0:
                    segments[segment.index] = msgspec.structs.replace(segment, kind=kind, finites=(verb,))
                    break
                segments[later.index] = msgspec.structs.replace(later, kind=kind)
                segments[segment.index] = msgspec.structs.replace(segment, kind=kind)
            if later.kind not in ("fragment", "relative", "adverbial", "infinitive"):
                break
    return tuple(segments)


def _own_verb(seen: View, segment: Segment, later: Segment) -> int:
    """The verb that closes a segment though it was read as a participle: what follows is no auxiliary that could go
    with it ("…, der seit Mai regiert, sagte, …"); -1 for none."""
    last = list(seen.visible(segment.first, segment.last))[-1]
    light = seen.lexicon.words("auxiliary") | seen.lexicon.words("modal")
    alone = seen.tokens[later.finites[-1]].lemma not in light and later.finites[-1] == later.first
    if not alone or seen.tokens[last].pos != "VERB" or infinitive(seen, last):
        return -1
    seen.forms[last] = "Fin"
    return last


def _marked(seen: View, segment: Segment) -> SegmentKind | None:
    """The kind that the marker at the head of a segment announces."""
    if segment.opener < 0 or segment.kind == "infinitive":
        return None
    if seen.has(segment.opener, "complementiser"):
        return "that"
    if seen.has(segment.opener, "subordinator") and seen.tokens[segment.opener].pos in ("SCONJ", "ADP", "CCONJ"):
        return None if seen.has(segment.opener, "comparison", "as") else "adverbial"
    if segment.lead == "," and _relative(seen, list(range(segment.opener, segment.last)), segment.opener):
        return "relative"
    return "question" if seen.has(segment.opener, "question") else None


def _closes(seen: View, segment: Segment) -> bool:
    """Whether the segment ends in its finite verb."""
    last = [at for at in seen.visible(segment.first, segment.last) if seen.tokens[at].pos != "PUNCT"][-1]
    return last == segment.finites[-1]


def _segment(seen: View, index: int, extent: tuple[int, int], lead: str) -> Segment:
    first, last = extent
    shown = [at for at in seen.visible(first, last) if seen.tokens[at].pos != "PUNCT"]
    finites = tuple(at for at in shown if seen.finite(at))
    finites = finites or _promoted(seen, index, shown) or _behind(seen, lead, shown)
    opener = next((at for at in shown if not seen.has(at, "coordinator")), -1)
    kind = _kind(seen, shown, opener, lead) if opener >= 0 else "fragment"
    return Segment(index, first, last, lead, kind, opener, finites)


def _promoted(seen: View, index: int, shown: list[int]) -> tuple[int, ...]:
    """The verb of speech behind a noun phrase that was read as a participle or infinitive, though no finite verb stands
    beside it ("Helfer befürchten, dass …")."""
    if not shown or (index > 0 and not seen.has(shown[0], "coordinator")):
        return ()
    if seen.tokens[shown[0]].pos not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "CCONJ"):
        return ()
    for before, at in pairwise(shown):
        token = seen.tokens[at]
        if token.pos == "VERB" and seen.forms[at] in ("Part", "Inf") and seen.lexicon.verbs(token.lemma):
            if seen.has(before, "infinitive") or (
                at != shown[-1] and seen.nominal(at + 1) and seen.words[at].endswith(seen.lexicon.endings("inflected"))
            ):
                return ()
            seen.forms[at] = "Fin"
            return (at,)
    return ()


def _behind(seen: View, lead: str, shown: list[int]) -> tuple[int, ...]:
    """The verb of speech that opens a segment behind what is said and looks like its infinitive ("…, melden Zeitung und
    Rundfunk")."""
    if lead != "," or len(shown) < 2 or seen.tokens[shown[0]].pos != "VERB" or seen.forms[shown[0]] != "Inf":
        return ()
    at, behind = shown[0], seen.tokens[shown[1]]
    says = any("p" in verb.frames for verb in seen.lexicon.verbs(seen.tokens[at].lemma))
    if not says or behind.pos not in ("DET", "PROPN", "NOUN", "ADJ", "NUM", "ADV"):
        return ()
    seen.forms[at] = "Fin"
    return (at,)


def _kind(seen: View, shown: list[int], opener: int, lead: str) -> SegmentKind:
    finites = tuple(at for at in shown if seen.finite(at))
    if not finites:
        if seen.has(opener, "complementiser"):
            return "that"
        return "infinitive" if any(infinitive(seen, at) for at in shown) else "fragment"
    if seen.has(opener, "complementiser"):
        return "that"
    if not verb_final(seen, shown, finites):
        return "main"
    if (seen.has(opener, "subordinator") and opener != finites[0]) or _second(seen, opener, "complementiser"):
        return "adverbial"
    if lead and _relative(seen, shown, opener):
        return "relative"
    if seen.has(opener, "question") or _second(seen, opener, "question"):
        return "question"
    return "main"


def _second(seen: View, opener: int, name: str) -> bool:
    """A marker in second place: "so dass", "auch wenn", "in welchem"."""
    return seen.tokens[opener].pos in ("ADV", "ADP", "SCONJ", "PART") and seen.has(opener + 1, name, "subordinator")


def _relative(seen: View, shown: list[int], opener: int) -> bool:
    """Whether a relative pronoun opens the verb-final segment: more than its noun phrase stands before the verbs, or it
    stands alone."""
    at = opener + 1 if seen.tokens[opener].pos == "ADP" else opener
    if not seen.has(at, "relative") or seen.nominal(at) or opener == 0:
        return False
    if seen.tokens[at].pos == "PRON":
        return True
    verbs = next(
        (here for here in shown if here > at and (seen.finite(here) or seen.forms[here] == "Part")), shown[-1] + 1
    )
    if _disagrees(seen, at):
        return True
    end = noun_phrase(seen, at, verbs)
    return end < verbs if end > at + 1 else True


def _disagrees(seen: View, at: int) -> bool:
    """Whether the word at `at` cannot be the article of the noun behind it, by gender and number."""
    noun = next((here for here in range(at + 1, min(at + 4, len(seen.tokens))) if seen.nominal(here)), -1)
    token = seen.tokens[noun] if noun >= 0 else None
    if token is None or not token.gender or not token.number:
        return False
    if seen.has(at, "article_neuter"):
        return token.gender != "Neut" or token.number != "Sing"
    return seen.has(at, "article_feminine") and token.gender != "Fem" and token.number != "Plur"


def verb_final(seen: View, shown: list[int], finites: tuple[int, ...]) -> bool:
    """Whether the last finite verb closes the segment, and more than one phrase can stand before it."""
    last = finites[-1]
    behind = [at for at in shown if at > last]
    if last == shown[0] or len(behind) > _FINAL or any(seen.tokens[at].pos not in ("VERB", "AUX") for at in behind):
        return False
    # only "haben" and "werden" stand before what they close with, and only before infinitives ("… habe kommen lassen")
    light = seen.tokens[last].lemma in seen.lexicon.words("auxiliary")
    return not behind or (light and seen.forms[behind[-1]] == "Inf")


def infinitive(seen: View, at: int) -> bool:
    """Whether an infinitive with "zu" stands at `at`, also with it inside ("einzuleiten")."""
    token, word, ending = seen.tokens[at], seen.words[at], seen.lexicon.endings("infinitive")
    if token.pos not in ("VERB", "AUX", "ADJ", "NOUN") and token.form != "Inf":
        return False
    if at and seen.has(at - 1, "infinitive") and word.endswith(ending):
        return token.form == "Inf" or token.pos in ("VERB", "AUX")
    if token.form == "Inf" and any(
        word.replace(mark, "", 1) == token.lemma for mark in seen.lexicon.words("infinitive")
    ):
        return word != token.lemma
    return word.endswith(ending) and any(
        word.startswith(particle + mark) and len(word) > len(particle + mark) + 2
        for mark in seen.lexicon.words("infinitive")
        for particle in seen.lexicon.words("particle")
    )

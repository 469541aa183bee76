"""Attributions inside attributions: one report becomes one position, and who passes it on becomes `via`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from newsfacts.extraction.stances.frames import word_class
from newsfacts.extraction.stances.view import View

from .acts import Act

ANAPHOR = "anaphor"  # how the rules are named whose content stands in the sentence before
NESTED = "nested"  # how the rules are named that find quotations inside reports
JUDGED = "stance.judgement"  # the rules that find what somebody calls something
PHRASED = "quote-phrase"  # the rule that finds a quoted phrase inside a clause
CLAUSAL = "verb.that"  # how the rules are named whose content is a clause
ASIDE = (NESTED, "free-reported")  # the rules whose finds are no positions: see quotations
FRAGMENT = 3  # tokens of a quoted single word: two marks and the word
SENTENCE = 7  # tokens with which a quotation inside a report may be a sentence of its own
COVERS = 0.6  # share of the outer content that an inner stance must explain to stand for it
TOLD = frozenset({"indirect", "free"})  # speech in the words of the article, where "he" is the speaker
OPEN = frozenset({"states", "praises", "criticises", "agrees", "supports", "announces"})


def merged(view: View, acts: Sequence[Act]) -> list[Act]:
    """One act for each report: where both a speech rule and a stance rule found a cue, the words of the former with the
    stance of the latter."""
    kept = [act for act in acts if act.is_speech and not act.attribution.rule.startswith(ASIDE)]
    kept += _unreported(view, kept, [act for act in acts if act.attribution.rule.startswith(NESTED)])
    cued: dict[int, int] = {}  # cue token -> the act it belongs to
    for number, act in enumerate(kept):
        for token in act.attribution.cue:
            cued.setdefault(token, number)
    for act in sorted((a for a in acts if not a.is_speech), key=lambda a: -a.size):
        twins = [cued[token] for token in act.attribution.cue if token in cued]
        if twins and act.holders and not kept[min(twins)].holders:
            kept[min(twins)] = act
        elif twins and _beside(kept[min(twins)], act):
            kept.append(act)
        elif twins:
            kept[min(twins)] = _joined(kept[min(twins)], act)
        else:
            cued.update(dict.fromkeys(act.attribution.cue, len(kept)))
            kept.append(act)
    return kept


def _unreported(view: View, reports: Sequence[Act], quoted: Sequence[Act]) -> list[Act]:
    """The quotations inside reports that say something of their own: a sentence, or words whose report is not known."""
    finite = frozenset(clause.finite for clause in view.analysis.clauses)
    told: dict[int, list[Act]] = {}
    for act in reports:
        for token in act.attribution.cue:
            told.setdefault(token, []).append(act)
    return [
        act
        for act in quoted
        if (act.size >= SENTENCE and any(i in finite for i in range(act.first, act.last)))
        or (
            act.size > FRAGMENT
            and not any(_inside(act, outer) for token in act.attribution.cue for outer in told.get(token, ()))
        )
    ]


def _beside(speech: Act, stance: Act) -> bool:
    """Whether free speech goes on from a verb whose stance has its content elsewhere: "lobte X, weil es gut sei"."""
    return speech.attribution.kind == "free" and not speech.shared(stance)


def _joined(speech: Act, stance: Act) -> Act:
    words, holders = speech.attribution, speech.holders
    judged = stance.attribution.rule.startswith(JUDGED) and words.rule.startswith(PHRASED)
    if judged or (words.rule.startswith(ANAPHOR) and stance.stance != "states"):
        words = msgspec.structs.replace(stance.attribution, holder=words.holder, source=words.source)
    if stance.attribution.rule.endswith(CLAUSAL) and stance.last <= speech.first <= stance.last + 2:
        words = msgspec.structs.replace(words, content=((stance.first, speech.last),))
    if stance.holders and stance.attribution.kind == "stance" and stance.holders != holders and not speech.via:
        holders = stance.holders
        words = msgspec.structs.replace(words, holder=stance.attribution.holder, source=stance.attribution.source)
    return msgspec.structs.replace(
        speech,
        attribution=words,
        holders=holders,
        stance=stance.stance if stance.lexeme or speech.stance == "states" else speech.stance,
        addressee=speech.addressee or stance.addressee,
        over=speech.over or stance.over,
        lexeme=stance.lexeme or speech.lexeme,
    )


def unnested(view: View, acts: Iterable[Act]) -> list[Act]:
    """The acts with every report of a report resolved to its innermost holder, outer holders as `via`."""
    kept = dict(enumerate(sorted(acts, key=lambda a: -a.size)))
    anchored = sorted((_anchor(act), number) for number, act in kept.items())
    for outer in list(kept):
        for inner in _within(kept, anchored, outer):
            if inner in kept and outer in kept and _inside(kept[inner], kept[outer]):
                _settle(view, kept, outer, inner)
    return list(kept.values())


def _anchor(act: Act) -> int:
    """The token that says where an act stands: its cue, or where it has none the begin of its content."""
    return act.attribution.cue[0] if act.attribution.cue else act.first


def _within(kept: dict[int, Act], anchored: Sequence[tuple[int, int]], outer: int) -> list[int]:
    """The acts that stand in the content of `outer`, the longest first; looks only at those near it."""
    if outer not in kept:
        return []
    found: set[int] = set()
    for first, last in kept[outer].attribution.content:
        here = slice(bisect_left(anchored, (first, -1)), bisect_left(anchored, (last, -1)))
        found.update(number for _, number in anchored[here] if number != outer)
    return sorted(found)


def _inside(inner: Act, outer: Act) -> bool:
    return outer.size >= inner.size and outer.shared(inner) >= 0.5 * inner.size


def _settle(view: View, kept: dict[int, Act], outer: int, inner: int) -> None:
    """Decides what becomes of an act inside another."""
    out, within = kept[outer], kept[inner]
    heads = _heads(view, out, within)
    if _imputed(view, out, within):
        kept[outer] = msgspec.structs.replace(out, stance="accuses", addressee=out.addressee or within.holders[0])
        del kept[inner]
        return
    if within.is_speech and out.is_speech and set(within.attribution.cue) & set(out.attribution.cue):
        return  # words quoted inside a reported message, both of the same report
    own = bool(within.holders) and set(within.holders) <= set(out.holders)
    own = own or (heads and out.attribution.kind in TOLD and (_pronominal(view, within) or _at_home(view, within)))
    if own:
        within = msgspec.structs.replace(within, holders=out.holders)
        kept[outer] = _joined(out, within) if heads and out.stance == "states" else out
        del kept[inner]
    elif not within.holders or not _told(out, within):
        del kept[inner]
    else:
        kept[inner] = msgspec.structs.replace(within, via=_chain(out, within))
        if heads:
            del kept[outer]


def _imputed(view: View, outer: Act, inner: Act) -> bool:
    """Whether the speaker lays an intention at somebody else's door: "they only want to …", "they wanted to …"."""
    attribution = inner.attribution
    if outer.stance != "states" or not attribution.rule.endswith("intention") or not inner.holders:
        return False
    if set(inner.holders) & set(outer.holders):
        return False
    first, last = outer.first, outer.last
    clause = view.analysis.clauses[view.analysis.clause_of[attribution.cue[0]]]
    belittled = any(view.lower(i) in word_class("belittling") for i in range(first, last))
    bad = clause.lemma in word_class("misdeed") | word_class("thwarting")
    return belittled or bad or clause.tense in {"Perf", "Plup"}


def _pronominal(view: View, act: Act) -> bool:
    """Whether the holder is a pronoun: in reported speech the speaker, whoever else it might stand for."""
    found = act.attribution.holder
    return found is not None and found[1] - found[0] == 1 and view.lower(found[0]) in word_class("personal")


def _at_home(view: View, act: Act) -> bool:
    """Whether the holder is the speaker's own body: "her country supports …"."""
    found = act.attribution.holder
    if found is None or view.lower(found[0]) not in word_class("possessive"):
        return False
    return any(view.tokens[i].lemma in word_class("home") for i in range(*found))


def _told(outer: Act, inner: Act) -> bool:
    """Whether the outer content tells that the inner stance is taken, instead of wanting, fearing or denying it."""
    if inner.attribution.kind == "noun":
        return True
    return outer.stance in OPEN


def _chain(outer: Act, inner: Act) -> tuple[str, ...]:
    """Who passes the inner stance on: the outer holders if they tell of it, not if they only take a stance on it."""
    if not outer.is_speech:
        return inner.via
    chain = (*outer.via, *outer.holders, *inner.via)
    return tuple(dict.fromkeys(actor for actor in chain if actor not in inner.holders))


def _heads(view: View, outer: Act, inner: Act) -> bool:
    """Whether the inner stance is what the outer content says, not something mentioned in it."""
    if inner.attribution.kind == "noun":
        return inner.size >= COVERS * outer.size
    anchor = inner.attribution.cue[0] if inner.attribution.cue else inner.first
    index = view.analysis.clause_of[anchor]
    if index < 0:
        return inner.size >= COVERS * outer.size
    clause = view.analysis.clauses[index]
    explains = clause.last >= outer.last - 2 or inner.size >= COVERS * outer.size
    return clause.first <= outer.first + 2 and explains

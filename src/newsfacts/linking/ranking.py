"""Scores candidates by features that can be read: each adds or takes a part of the score in [0, 1]."""

from __future__ import annotations

from newsfacts.model import Candidate

from .candidates import Asked, Found
from .context import Context
from .gazetteer import Entry, Gazetteer
from .offices import best_fit, years_apart

# How far a name of a kind speaks for its item by itself. Set so that what links alone (an exact label or curated name
# of the right type) passes THRESHOLD and what needs more (a lawmaker's name, a sound, a one-word alias) does not.
NAME = {
    "curated": 0.85, "label": 0.80, "alias": 0.78, "code": 0.75, "acronym": 0.80, "abbreviation": 0.83, "head": 0.82,
    "adjective": 0.70, "surname": 0.60, "role": 0.50, "demonym": 0.50, "loose": 0.45,
}  # fmt: skip
WAY = {"stem": -0.03, "sound": -0.20, "context": -0.02, "literal": -0.30, "metonym": 0.02}
WAY_OF_PLACE = WAY | {"literal": 0.10, "metonym": -0.40}  # a place is where something is, not what it stands for
TYPE = {("state", "state"): 0.10, ("place", "place"): 0.10, ("place", "state"): 0.10, ("person", "person"): 0.03}
_SAME_TYPE = 0.10
_UNSURE_STEM = -0.12  # "Vereinte Nationen" must not find "Vereinte Nation", a party somewhere
_NEAR_TYPE = {("state", "place"): 0.05, ("state", "organization"): -0.05, ("organization", "state"): 0.0}
_CURATED_PLACE_ACTS = 0.02  # towns and Länder act; a place nobody confirmed is rather a club of that name
_NO_BODY = -0.1  # parts of the world and seas are no bodies
_POPULAR = 0.05
_POPULAR_PLACE = 0.15  # cities of one name differ by nothing else
_RANK = 0.03
_RARE = 0.04
_RARE_SURNAME = 0.3  # at most three office holders bear it
_COUNTRY = 0.08
_COUNTRY_OF_PERSON = 0.08
_OTHER_COUNTRY = -0.25
_FIT = {"holds": 0.20, "stale": 0.15, "held": 0.05, "never": 0.0}
_FIT_UNNAMED = {"holds": 0.30, "stale": 0.10, "held": 0.0, "never": 0.0}
_TITLED = 0.05
_LONG_AGO = 30  # years after which an office says nothing about who is meant
_ANACHRONISM = -0.20
_ONE_WORD = -0.15
_PAST_STATE = -0.05  # its name is no other's, but may be meant for what came after it


def rank(asked: Asked, found: tuple[Found, ...], context: Context, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The candidates, the best first, one an item; equal scores are ordered by item number."""
    best: dict[int, tuple[Candidate, Found]] = {}
    for hit in found:
        candidate = _candidate(asked, hit, context, gazetteer)
        held = best.get(hit.entry.item)
        if held is None or weight(candidate) > weight(held[0]):
            best[hit.entry.item] = (candidate, hit)
    ordered = sorted(best.values(), key=lambda pair: (-weight(pair[0]), pair[1].entry.item))
    return tuple(candidate for candidate, _ in ordered)


def _candidate(asked: Asked, hit: Found, context: Context, gazetteer: Gazetteer) -> Candidate:
    features = {
        "name": NAME.get(hit.kind, 0.45),
        "way": _way(asked, hit),
        "type": _of_metonym(asked.type) if hit.way == "metonym" else _type(asked.type, hit.entry),
        "popularity": _popularity(asked.type, hit.entry),
        "country": _country(hit.entry, context),
        "one_word": _one_word(hit),
        "era": _era(hit.entry, context, gazetteer),
        "role": _role(asked, hit, context, gazetteer) if hit.entry.type == "person" else 0.0,
    }
    kept = {name: round(value, 3) for name, value in features.items() if value}
    score = round(min(1.0, max(0.0, sum(kept.values()))), 3)
    return Candidate(wikidata=hit.entry.qid, label=hit.entry.label or asked.names[0], score=score, features=kept)


def weight(candidate: Candidate) -> float:
    """The sum of the features, by which candidates are compared: unlike the score it isn't cut at 1."""
    return round(sum(candidate.features.values()), 3)


def _way(asked: Asked, hit: Found) -> float:
    if hit.way == "stem" and hit.entry.type == "organization" and not hit.entry.curated:
        return _UNSURE_STEM
    return (WAY_OF_PLACE if asked.type == "place" else WAY).get(hit.way, 0.0)


def _type(asked: str, entry: Entry) -> float:
    pair = (asked, entry.type)
    if pair in TYPE:
        return TYPE[pair]
    if pair == ("organization", "place") and entry.curated:
        return _CURATED_PLACE_ACTS if entry.country else _NO_BODY
    return (
        _SAME_TYPE
        if asked == entry.type or (asked, entry.type) == ("group", "organization")
        else _NEAR_TYPE.get(pair, -0.1)
    )


def _of_metonym(asked: str) -> float:
    """A capital read as a body may be its state, its city or a club: the state is a guess."""
    return _NO_BODY if asked == "organization" else _SAME_TYPE


def _popularity(asked: str, entry: Entry) -> float:
    if entry.type == "person":
        rare = _RARE if entry.pop >= _RARE_SURNAME else 0.0
        return rare + _RANK * max(entry.rank if entry.rank > 1 else 0, 2 * entry.curated)
    return (_POPULAR_PLACE if asked == "place" else _POPULAR) * min(entry.pop, 1.0)


def _country(entry: Entry, context: Context) -> float:
    if entry.type == "state" or entry.country not in context.countries:
        return 0.0
    return _COUNTRY_OF_PERSON if entry.type == "person" else _COUNTRY


def _one_word(hit: Found) -> float:
    """One word that nobody confirmed as the German name of an organisation says little."""
    plain = hit.entry.type == "organization" and not hit.entry.curated and hit.way in ("name", "stem")
    return _ONE_WORD if plain and hit.words == 1 else 0.0


def _era(entry: Entry, context: Context, gazetteer: Gazetteer) -> float:
    """A state that is no more, or a person whose offices all lie far from the article's date."""
    if entry.type == "state" and entry.kind and context.date:
        return _PAST_STATE if context.date > entry.kind else 0.0
    if entry.type != "person":
        return 0.0
    apart = years_apart(entry.item, context.date, gazetteer)
    return _ANACHRONISM if apart is not None and apart > _LONG_AGO else 0.0


def _role(asked: Asked, hit: Found, context: Context, gazetteer: Gazetteer) -> float:
    if hit.way == "office":
        return _FIT_UNNAMED[hit.fit]
    if hit.way == "surname":
        return _FIT[hit.fit]
    fits = [_FIT[best_fit(hit.entry.item, title, context.date, gazetteer)] for title in asked.titles if title.office]
    if any(fits):
        return max(fits)
    if _elsewhere(asked, hit.entry, gazetteer):
        return _OTHER_COUNTRY
    return _TITLED if fits and hit.entry.rank else 0.0


def _elsewhere(asked: Asked, entry: Entry, gazetteer: Gazetteer) -> bool:
    """Whether the article places the person's office in a state where the candidate never held one."""
    countries = {title.country for title in asked.titles if title.country and title.office}
    own = {held.country for held in gazetteer.offices_of(entry.item)} | {entry.country}
    return bool(countries) and bool(own - {0}) and not countries & own

"""Wikidata's entity JSON read into records: labels, aliases, offices with dates, place, image and sitelinks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsfacts.linking.wikidata.client import Client

AT_ONCE = 50  # ids a request
LANGUAGES = ("de", "en")
_PROPS = "labels|aliases|descriptions|claims|sitelinks/urls"
INSTANCE, COUNTRY, CITIZENSHIP, OFFICE, IMAGE, COORDINATES = "P31", "P17", "P27", "P39", "P18", "P625"
JURISDICTION, START, END = "P1001", "P580", "P582"
_PRECISIONS = {9: 4, 10: 7, 11: 10}  # Wikidata's codes for year, month and day: letters of the ISO date that hold


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office an item holds or held; dates with the precision they have."""

    position: str
    start: str
    end: str
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Item:
    """What linking and enrichment use of an item. `asked` differs from `qid` where one redirects to the other."""

    qid: str
    asked: str
    labels: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    instance_of: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    offices: tuple[HeldOffice, ...] = ()
    image: str = ""
    coordinates: tuple[float, float] | None = None
    sitelinks: tuple[tuple[str, str], ...] = ()
    missing: bool = False
    retrieved: float = 0.0

    def label(self, language: str) -> str:
        """The label in a language, else the one for all languages, else the English one, else empty."""
        labels = dict(self.labels)
        return labels.get(language) or labels.get("mul") or labels.get("en", "")


def fetch(client: Client, qids: Iterable[str]) -> Iterator[Item]:
    """The items of the ids, fifty a request; deleted ones come as `missing`. Raises what the client raises."""
    ids = list(dict.fromkeys(qids))
    for at in range(0, len(ids), AT_ONCE):
        yield from _batch(client, ids[at : at + AT_ONCE])


def _batch(client: Client, ids: list[str]) -> Iterator[Item]:
    languages = "|".join((*LANGUAGES, "mul"))
    answer = client.api({"action": "wbgetentities", "ids": "|".join(ids), "props": _PROPS, "languages": languages})
    if "error" in answer.body:  # one deleted id spoils the whole request: ask one by one
        if len(ids) == 1:
            yield Item(ids[0], ids[0], missing=True, retrieved=answer.at)
        else:
            for one in ids:
                yield from _batch(client, [one])
        return
    found = answer.body.get("entities", {})
    entities = found.values() if isinstance(found, dict) else found
    read = [parse(entity, answer.at) for entity in entities]
    by_asked = {item.asked: item for item in read} | {item.qid: item for item in read}
    for one in ids:
        yield by_asked.get(one) or Item(one, one, missing=True, retrieved=answer.at)


def parse(entity: Mapping[str, Any], retrieved: float) -> Item:
    """One entity of the API or of a dump; unknown and missing values are left out, deprecated claims too."""
    qid = str(entity.get("id", ""))
    asked = str(entity.get("redirects", {}).get("from", qid))
    if "missing" in entity:
        return Item(qid, asked, missing=True, retrieved=retrieved)
    claims = _mapping(entity.get("claims"))
    image = _values(claims, IMAGE)
    return Item(
        qid=qid,
        asked=asked,
        labels=tuple((lang, text["value"]) for lang, text in sorted(_mapping(entity.get("labels")).items())),
        aliases=tuple(
            (lang, text["value"]) for lang, texts in sorted(_mapping(entity.get("aliases")).items()) for text in texts
        ),
        descriptions=tuple(
            (lang, text["value"]) for lang, text in sorted(_mapping(entity.get("descriptions")).items())
        ),
        instance_of=_ids(claims, INSTANCE),
        countries=_ids(claims, COUNTRY) or _ids(claims, CITIZENSHIP),
        offices=tuple(_offices(claims)),
        image=str(image[0]) if image else "",
        coordinates=_coordinates(claims),
        sitelinks=tuple(
            (site, str(link.get("url") or link.get("title", "")))
            for site, link in sorted(_mapping(entity.get("sitelinks")).items())
        ),
        retrieved=retrieved,
    )


def _mapping(value: object) -> dict[str, Any]:
    """An object of the JSON; the API writes an empty one as an empty list."""
    return dict(value) if isinstance(value, Mapping) else {}


def _statements(claims: Mapping[str, Any], prop: str) -> list[dict[str, Any]]:
    statements = [claim for claim in claims.get(prop, ()) if claim.get("rank") != "deprecated"]
    return [claim for claim in statements if claim.get("rank") == "preferred"] or statements


def _value(snak: Mapping[str, Any]) -> Any:
    """The value of a snak; None for `somevalue` and `novalue`."""
    return snak.get("datavalue", {}).get("value") if snak.get("snaktype") == "value" else None


def _values(claims: Mapping[str, Any], prop: str) -> list[Any]:
    values = [_value(claim.get("mainsnak", {})) for claim in _statements(claims, prop)]
    return [value for value in values if value is not None]


def _ids(claims: Mapping[str, Any], prop: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value["id"]) for value in _values(claims, prop) if "id" in value))


def _offices(claims: Mapping[str, Any]) -> Iterator[HeldOffice]:
    """All terms of all offices: here the former ones count as much as the preferred one."""
    for claim in claims.get(OFFICE, ()):
        value = _value(claim.get("mainsnak", {}))
        if claim.get("rank") == "deprecated" or value is None or "id" not in value:
            continue
        qualifiers = _mapping(claim.get("qualifiers"))
        places = [_value(snak) for snak in qualifiers.get(JURISDICTION, ())]
        yield HeldOffice(
            position=str(value["id"]),
            start=_date(qualifiers.get(START, ())),
            end=_date(qualifiers.get(END, ())),
            jurisdiction=next((str(place["id"]) for place in places if place and "id" in place), ""),
        )


def _date(snaks: Iterable[Mapping[str, Any]]) -> str:
    for snak in snaks:
        value = _value(snak)
        if value and value.get("precision") in _PRECISIONS and str(value.get("time", "")).startswith("+"):
            return str(value["time"])[1 : 1 + _PRECISIONS[value["precision"]]]
    return ""


def _coordinates(claims: Mapping[str, Any]) -> tuple[float, float] | None:
    for value in _values(claims, COORDINATES):
        if "latitude" in value and "longitude" in value:
            return float(value["latitude"]), float(value["longitude"])
    return None

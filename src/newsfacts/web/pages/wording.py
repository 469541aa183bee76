"""The words of the pages in the reader's language; names of stances, statuses and event types from the ontology."""

from __future__ import annotations

import re
from functools import cache

from rdflib import Graph as RdfGraph
from rdflib.namespace import SKOS

from newsfacts import resources
from newsfacts.rdf.namespaces import EVENT_TYPE, prefixes

LANGUAGES = ("de", "en")
_PLACE = re.compile(r"\\\{(\w+)\\\}")
_MARKS = '"„“”«»'


@cache
def words(language: str) -> dict[str, str]:
    """Key -> word in `language`, one of LANGUAGES."""
    return {row["key"]: row[language] for row in resources.rows("ui", "words.tsv")}


@cache
def concepts(language: str) -> dict[str, str]:
    """IRI of a concept of our vocabularies -> its label in `language`."""
    labels: dict[str, str] = {}
    for path in sorted(resources.ontology("vocab").glob("*.ttl")):
        for subject, label in RdfGraph().parse(path).subject_objects(SKOS.prefLabel):
            if getattr(label, "language", None) == language:
                labels[str(subject)] = str(label)
    return labels


def concept(iri: str, language: str) -> str:
    """The label of a concept, else the last part of its address."""
    return concepts(language).get(iri) or iri.rpartition("#")[2] or iri


def reason(words: str, language: str) -> tuple[str, str]:
    """Why something was refused, as it is said in `language`, and the language that it is then in: one that the table
    does not have stays as the extraction wrote it."""
    for pattern, said in _reasons(language):
        found = pattern.fullmatch(words)
        if found:
            parts = found.groupdict()
            parts |= {"type": concept(f"{EVENT_TYPE}{parts['type']}", language)} if "type" in parts else {}
            return said.format(**parts), language
    return words, "en"


@cache
def _reasons(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What the extraction writes and how it is said."""
    rows = resources.rows("ui", "reasons.tsv")
    return tuple((re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(row["reason"]))), row[language]) for row in rows)


def bare(words: str) -> str:
    """Words without the quotation marks that stand around the whole of them, as the page sets its own."""
    inner = words[1:-1]
    around = words != "" and words[0] in _MARKS and words[-1] in _MARKS and not any(mark in inner for mark in _MARKS)
    return inner if around and inner else words


def short(iri: str, base: str) -> str:
    """An IRI with the prefix of its vocabulary, as queries write it."""
    for name, space in _spaces(base):
        if iri.startswith(space) and iri != space:
            return f"{name}:{iri.removeprefix(space)}"
    return iri


@cache
def _spaces(base: str) -> tuple[tuple[str, str], ...]:
    """Prefixes and their namespaces, the longest first."""
    return tuple(sorted(prefixes(base).items(), key=lambda item: -len(item[1])))

"""What newsfacts asks of the engine beside plain SPARQL, and its competency queries as the endpoint's questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rdflib.namespace import PROV, RDFS, SDO, SKOS

from newsfacts import resources
from newsfacts.rdf.namespaces import NF, NIF, prefixes
from newsfacts.rdf.queries import Query, bind, queries

from .engine.records import Features
from .sparql.questions import Question

SEARCH = str(NF.search)
SEARCHED = ("actor", "issue", "place", "quotation", "position", "event", "article")  # in the order of the pages
_TEXTS = (SKOS.prefLabel, SKOS.altLabel, SDO.headline, NF.contentText, NIF.anchorOf)
_FOLLOWED = (NF.evidence, NF.holder, NF.addressee, NF.agent, NF.recipient, PROV.wasDerivedFrom)


def features(service_allow: tuple[str, ...] = (), base: str = "", workspace: Path | None = None) -> Features:
    """The engine's features for a newsfacts graph whose IRIs begin with `base`; without it the graph of entities does
    not follow what is written to articles' graphs. The texts of the articles in `workspace` are searched too."""
    return Features(
        service_allow=service_allow,
        prefixes=tuple(sorted(prefixes().items())),
        search_property=SEARCH,
        search_texts=tuple(str(name) for name in (RDFS.label, *_TEXTS)),
        search_documents=(f"{__package__}.documents", "ArticleTexts", str(workspace), base) if workspace else (),
        search_kinds=tuple((kind, _kind_text(kind)) for kind in SEARCHED),
        derived=(f"{__package__}.entities", "EntitiesGraph", base) if base else (),
        date_property=str(SDO.datePublished),
        describe_follow=tuple(str(name) for name in _FOLLOWED),
    )


def _kind_text(kind: str) -> str:
    return resources.data("queries", "search", f"{kind}.rq").read_text("utf-8")


def questions(base: str) -> tuple[Question, ...]:
    """The competency queries; IRIs of parameters begin with `base`."""
    return tuple(_question(query, base) for query in queries())


def _question(query: Query, base: str) -> Question:
    def bound(values: Mapping[str, str]) -> str:
        return bind(query, values, base)

    return Question(
        name=query.name,
        titles=(("de", query.title_de), ("en", query.title_en)),
        abouts=(("de", query.about_de), ("en", query.about_en)),
        parameters=tuple((parameter.name, parameter.kind) for parameter in query.parameters),
        bind=bound,
    )

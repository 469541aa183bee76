"""Writes the graph for other tools: a table of formats, each a thin writer over one projection or over the store.

`write(store, "gexf", "actor-actor", sink)`; FORMATS says which views a format has, its media type and its ending.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from pyoxigraph import Store

from newsfacts import plugins
from newsfacts.errors import ExportError

from . import dna, dot, geojson, gexf, graphml, json_graphs, neo4j, rdf, schema_org, spreadsheets, web_annotation
from .projection import VIEWS, project
from .tables import GraphWriter

__all__ = ["FORMATS", "FULL", "VIEWS", "Format", "format_named", "project", "write"]

FULL = "full"


class Format(NamedTuple):
    """A form that the graph can be written in; `views` has only "full" where the form has one shape of its own."""

    media_type: str
    ending: str
    views: tuple[str, ...]
    write: Callable[[Store, str, str, BinaryIO], None]


def _of_graph(writer: GraphWriter, media_type: str, ending: str) -> Format:
    def write_view(store: Store, view: str, language: str, sink: BinaryIO) -> None:
        writer(project(store, view, language), sink)

    return Format(media_type, ending, tuple(VIEWS), write_view)


def _of_store(writer: Callable[[Store, BinaryIO], None], media_type: str, ending: str) -> Format:
    def write_whole(store: Store, view: str, language: str, sink: BinaryIO) -> None:  # noqa: ARG001
        writer(store, sink)

    return Format(media_type, ending, (FULL,), write_whole)


FORMATS: dict[str, Format] = {
    "gexf": _of_graph(gexf.write, "application/gexf+xml", "gexf"),
    "graphml": _of_graph(graphml.write, "application/graphml+xml", "graphml"),
    "cx2": _of_graph(json_graphs.write_cx2, "application/vnd.cytoscape.cx2+json", "cx2"),
    "cyjs": _of_graph(json_graphs.write_cyjs, "application/vnd.cytoscape.cyjs+json", "cyjs"),
    "node-link": _of_graph(json_graphs.write_node_link, "application/vnd.node-link+json", "json"),
    "neo4j": _of_graph(neo4j.write_csv, "application/vnd.neo4j.csv+zip", "zip"),
    "cypher": _of_graph(neo4j.write_cypher, "application/vnd.opencypher", "cypher"),
    "dot": _of_graph(dot.write, "text/vnd.graphviz", "gv"),
    "csv": _of_graph(spreadsheets.write_csv, "application/vnd.newsfacts.csv+zip", "zip"),
    "parquet": _of_graph(spreadsheets.write_parquet, "application/vnd.newsfacts.parquet+zip", "zip"),
    "dna": _of_store(dna.write_database, "application/vnd.dna+sqlite3", "dna"),
    "dna-csv": _of_store(dna.write_statements, "text/csv", "csv"),
    "geojson": _of_store(geojson.write, "application/geo+json", "geojson"),
    "schema-org": _of_store(schema_org.write, 'application/ld+json;profile="https://schema.org"', "jsonld"),
    "web-annotation": _of_store(
        web_annotation.write, 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', "jsonld"
    ),
    "turtle": _of_store(rdf.WRITERS["turtle"], "text/turtle", "ttl"),
    "ntriples": _of_store(rdf.WRITERS["ntriples"], "application/n-triples", "nt"),
    "rdfxml": _of_store(rdf.WRITERS["rdfxml"], "application/rdf+xml", "rdf"),
    "trig": _of_store(rdf.WRITERS["trig"], "application/trig", "trig"),
    "nquads": _of_store(rdf.WRITERS["nquads"], "application/n-quads", "nq"),
    "jsonld": _of_store(rdf.WRITERS["jsonld"], "application/ld+json", "jsonld"),
}


def format_named(name: str) -> Format:
    """The format of that name, a built-in one or a plugin of the group `newsfacts.exporters`, which gives a Format.

    Raises UnknownPluginError with the names known.
    """
    known = FORMATS.get(name)
    return known if known is not None else plugins.load("exporters", name)


def write(store: Store, name: str, view: str, sink: BinaryIO, language: str = "de") -> None:
    """Writes a view of everything in the store in the format named; names in `language` where there are any.

    Raises UnknownPluginError for an unknown format, ExportError for a view that it does not have.
    """
    form = format_named(name)
    if view not in form.views:
        raise ExportError(f"{name} has no view {view!r}; it has: {', '.join(form.views)}")
    form.write(store, view, language, sink)

"""The formats that are built in, each an entry point of the group `newsfacts.exporters`, as plugins' formats are."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from pyoxigraph import Store

from . import dna, dot, geojson, gexf, graphml, json_graphs, neo4j, rdf, schema_org, spreadsheets, web_annotation
from .projection import VIEWS, project
from .tables import GraphWriter

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


GEXF = _of_graph(gexf.write, "application/gexf+xml", "gexf")
GRAPHML = _of_graph(graphml.write, "application/graphml+xml", "graphml")
CX2 = _of_graph(json_graphs.write_cx2, "application/vnd.cytoscape.cx2+json", "cx2")
CYJS = _of_graph(json_graphs.write_cyjs, "application/vnd.cytoscape.cyjs+json", "cyjs")
NODE_LINK = _of_graph(json_graphs.write_node_link, "application/vnd.node-link+json", "json")
NEO4J = _of_graph(neo4j.write_csv, "application/vnd.neo4j.csv+zip", "zip")
CYPHER = _of_graph(neo4j.write_cypher, "application/vnd.opencypher", "cypher")
DOT = _of_graph(dot.write, "text/vnd.graphviz", "gv")
CSV = _of_graph(spreadsheets.write_csv, "application/vnd.newsfacts.csv+zip", "zip")
PARQUET = _of_graph(spreadsheets.write_parquet, "application/vnd.newsfacts.parquet+zip", "zip")
DNA = _of_store(dna.write_database, "application/vnd.dna+sqlite3", "dna")
DNA_CSV = _of_store(dna.write_statements, "text/csv", "csv")
GEOJSON = _of_store(geojson.write, "application/geo+json", "geojson")
SCHEMA_ORG = _of_store(schema_org.write, 'application/ld+json;profile="https://schema.org"', "jsonld")
WEB_ANNOTATION = _of_store(
    web_annotation.write, 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', "jsonld"
)
TURTLE = _of_store(rdf.WRITERS["turtle"], "text/turtle", "ttl")
NTRIPLES = _of_store(rdf.WRITERS["ntriples"], "application/n-triples", "nt")
RDFXML = _of_store(rdf.WRITERS["rdfxml"], "application/rdf+xml", "rdf")
TRIG = _of_store(rdf.WRITERS["trig"], "application/trig", "trig")
NQUADS = _of_store(rdf.WRITERS["nquads"], "application/n-quads", "nq")
JSONLD = _of_store(rdf.WRITERS["jsonld"], "application/ld+json", "jsonld")

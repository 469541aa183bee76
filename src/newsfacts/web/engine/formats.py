"""The formats that the store writes and reads, as tables: short names, media types and file extensions."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, eq=False)
class Format:
    """One syntax: `media_types[0]` is sent, all are understood; `names` are what `format=` takes."""

    names: tuple[str, ...]
    media_types: tuple[str, ...]
    native: ox.QueryResultsFormat | ox.RdfFormat
    iri: str
    quads: bool = False

    @property
    def name(self) -> str:
        """The short name."""
        return self.names[0]

    @property
    def content_type(self) -> str:
        """The media type as it is sent."""
        kind = self.media_types[0]
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


_F = "http://www.w3.org/ns/formats/"
_S = "application/sparql-results+"
_R, _G = ox.QueryResultsFormat, ox.RdfFormat

SOLUTIONS = (
    Format(("json", "srj"), (f"{_S}json", "application/json"), _R.JSON, _F + "SPARQL_Results_JSON"),
    Format(("xml", "srx"), (f"{_S}xml", "application/xml", "text/xml"), _R.XML, _F + "SPARQL_Results_XML"),
    Format(("csv",), ("text/csv",), _R.CSV, _F + "SPARQL_Results_CSV"),
    Format(("tsv",), ("text/tab-separated-values",), _R.TSV, _F + "SPARQL_Results_TSV"),
)  # fmt: skip
GRAPHS = (
    Format(("turtle", "ttl"), ("text/turtle", "application/x-turtle"), _G.TURTLE, _F + "Turtle"),
    Format(("ntriples", "nt"), ("application/n-triples", "text/plain"), _G.N_TRIPLES, _F + "N-Triples"),
    Format(("rdfxml", "rdf", "xml"), ("application/rdf+xml", "application/xml"), _G.RDF_XML, _F + "RDF_XML"),
    Format(("jsonld", "json"), ("application/ld+json", "application/json"), _G.JSON_LD, _F + "JSON-LD", True),
    Format(("trig",), ("application/trig", "application/x-trig"), _G.TRIG, _F + "TriG", True),
    Format(("nquads", "nq"), ("application/n-quads", "text/x-nquads"), _G.N_QUADS, _F + "N-Quads", True),
    Format(("n3",), ("text/n3",), _G.N3, _F + "N3"),
)  # fmt: skip
DATASETS = tuple(form for form in GRAPHS if form.quads)

BY_NAME = {form.name: form for form in (*SOLUTIONS, *GRAPHS)}
INPUTS = {kind: form for form in reversed(GRAPHS) for kind in form.media_types if kind not in ("application/json",)}

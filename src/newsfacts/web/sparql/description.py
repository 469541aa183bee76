"""Describes the endpoint and its data in RDF: SPARQL Service Description and VoID, from the counts as they stand."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pyoxigraph as ox

from ..engine.formats import BY_NAME, GRAPHS, SOLUTIONS
from .messages import Request
from .negotiation import pick
from .options import EndpointOptions

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCT = "http://purl.org/dc/terms/"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_TRIPLES = tuple(form for form in GRAPHS if form.name not in ("trig", "nquads"))
Writer = Callable[[Request, EndpointOptions, bytes], tuple[str, bytes]]


def _iri(base: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(base + name)


def service(request: Request, options: EndpointOptions, counts: bytes) -> tuple[str, bytes]:
    """The service description: content type and document."""
    del counts
    node, dataset = ox.BlankNode("service"), ox.BlankNode("dataset")
    features = ["BasicFederatedQuery"] if False else []
    union = request.path.rstrip("/") == options.union_path
    languages = ["SPARQL10Query", "SPARQL11Query"] + (["SPARQL11Update"] if options.writable else [])
    triples = [
        ox.Triple(node, RDF_TYPE, _iri(SD, "Service")),
        ox.Triple(node, _iri(SD, "endpoint"), ox.NamedNode(request.url)),
        *(ox.Triple(node, _iri(SD, "supportedLanguage"), _iri(SD, name)) for name in languages),
        *(ox.Triple(node, _iri(SD, "feature"), _iri(SD, name)) for name in features + ["UnionDefaultGraph"] * union),
        *(ox.Triple(node, _iri(SD, "resultFormat"), ox.NamedNode(form.iri)) for form in (*SOLUTIONS, *GRAPHS)),
        ox.Triple(node, _iri(SD, "defaultDataset"), dataset),
        ox.Triple(dataset, RDF_TYPE, _iri(SD, "Dataset")),
    ]
    return _written(request, triples)


def void(request: Request, options: EndpointOptions, counts: bytes) -> tuple[str, bytes]:
    """VoID: content type and document."""
    del options
    found = msgspec.json.decode(counts)
    node = ox.NamedNode(f"{request.root}/.well-known/void#data")
    triples = [ox.Triple(node, RDF_TYPE, _iri(VOID, "Dataset")), ox.Triple(node, _iri(VOID, "triples"), ox.Literal(found["triples"]))]
    return _written(request, triples)


def _written(request: Request, triples: list[ox.Triple]) -> tuple[str, bytes]:
    form = BY_NAME[pick(None, request.headers.get("accept", ""), _TRIPLES) or "turtle"]
    prefixes = {"sd": SD, "void": VOID, "dct": DCT}
    return form.content_type, ox.serialize(triples, format=form.native, prefixes=prefixes) or b""  # type: ignore[arg-type]

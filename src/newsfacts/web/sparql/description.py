"""Describes the endpoint and its data in RDF: SPARQL Service Description and VoID, from the counts as they stand.

https://www.w3.org/TR/sparql11-service-description/ and https://www.w3.org/TR/void/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from newsfacts.web.engine.formats import BY_NAME, GRAPHS, INPUTS, SOLUTIONS
from newsfacts.web.engine.records import EngineError, Failure, Features
from newsfacts.web.engine.statistics import Counts

from .messages import Request, parameters
from .negotiation import known, pick
from .options import EndpointOptions

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PREFIXES = {"sd": SD, "void": VOID, "dct": DCT, "dcat": DCAT, "xsd": XSD}
_TRIPLES = tuple(form for form in GRAPHS if form.name not in ("trig", "nquads"))

Writer = Callable[[Request, EndpointOptions, Features, Counts], tuple[str, bytes]]
Node = ox.NamedNode | ox.BlankNode
_Value = Node | ox.Literal
_Triples = Iterator[ox.Triple]


def _about(subject: Node, base: str, **values: _Value | tuple[_Value, ...]) -> _Triples:
    """Statements about `subject`, each keyword a local name under `base`."""
    for name, value in values.items():
        for one in value if isinstance(value, tuple) else (value,):
            yield ox.Triple(subject, ox.NamedNode(base + name), one)


def _typed(subject: Node, *types: str) -> _Triples:
    return (ox.Triple(subject, _A, ox.NamedNode(kind)) for kind in types)


def service(request: Request, options: EndpointOptions, features: Features, counts: Counts) -> tuple[str, bytes]:
    """The service description: content type and document."""
    dataset = ox.NamedNode(f"{request.root}/.well-known/void#data")
    triples = [*_dataset(dataset, request.root, options, counts), *_graphs(dataset, counts)]
    for path in (options.query_path, options.union_path):
        here = request.url if request.path.rstrip("/") == path else request.root + path
        triples += _service(here, path == options.union_path, dataset, options, features)
    return _written(request, triples)


def void(request: Request, options: EndpointOptions, features: Features, counts: Counts) -> tuple[str, bytes]:
    """VoID: content type and document."""
    del features
    dataset = ox.NamedNode(f"{request.root}/.well-known/void#data")
    return _written(request, [*_dataset(dataset, request.root, options, counts)])


def _service(url: str, union: bool, dataset: Node, options: EndpointOptions, features: Features) -> _Triples:
    node = ox.NamedNode(url + "#service")
    languages = ["SPARQL10Query", "SPARQL11Query", *["SPARQL11Update"] * options.writable]
    names = ["UnionDefaultGraph"] * union + ["BasicFederatedQuery"] * bool(features.service_allow)
    yield from _typed(node, SD + "Service")
    yield from _about(
        node,
        SD,
        endpoint=ox.NamedNode(url),
        supportedLanguage=tuple(ox.NamedNode(SD + name) for name in languages),
        feature=tuple(ox.NamedNode(SD + name) for name in names),
        resultFormat=tuple(ox.NamedNode(form.iri) for form in (*SOLUTIONS, *GRAPHS)),
        inputFormat=tuple(ox.NamedNode(iri) for iri in sorted({form.iri for form in INPUTS.values()}))
        if options.writable
        else (),
        propertyFeature=ox.NamedNode(features.search_property) if features.search_property else (),
        defaultDataset=dataset,
    )


def _dataset(node: Node, root: str, options: EndpointOptions, counts: Counts) -> _Triples:
    yield from _typed(node, VOID + "Dataset", SD + "Dataset")
    yield from _about(
        node,
        VOID,
        sparqlEndpoint=ox.NamedNode(root + options.query_path),
        triples=_count(counts.triples),
        distinctSubjects=_count(counts.subjects),
        distinctObjects=_count(counts.objects),
        properties=_count(len(counts.properties)),
        classes=_count(len(counts.classes)),
        vocabulary=tuple(ox.NamedNode(iri) for iri in options.vocabularies),
    )
    yield from _about(
        node,
        DCT,
        title=ox.Literal(options.title),
        license=ox.NamedNode(options.licence) if options.licence else (),
        language=tuple(ox.Literal(name) for name, _ in counts.languages),
    )
    yield from _period(node, counts)
    for name, part, key in (("classes", "classPartition", "class"), ("properties", "propertyPartition", "property")):
        count = "entities" if name == "classes" else "triples"
        for number, (iri, size) in enumerate(getattr(counts, name)):
            partition = ox.BlankNode(f"{name}{number}")
            yield from _about(node, VOID, **{part: partition})
            yield from _about(partition, VOID, **{key: ox.NamedNode(iri)})
            yield from _about(partition, VOID, **{count: _count(size)})


def _period(node: Node, counts: Counts) -> _Triples:
    if counts.first:
        period = ox.BlankNode("period")
        yield from _about(node, DCT, temporal=period)
        yield from _typed(period, DCT + "PeriodOfTime")
        yield from _about(period, DCAT, startDate=_date(counts.first), endDate=_date(counts.last))


def _graphs(dataset: Node, counts: Counts) -> _Triples:
    """The default graph, and the named ones where there are not too many to list."""
    default = ox.BlankNode("default")
    yield from _about(dataset, SD, defaultGraph=default)
    yield from _typed(default, SD + "Graph")
    yield from _about(default, VOID, triples=_count(counts.default_triples))
    yield from _about(dataset, VOID, documents=_count(counts.graphs))
    for number, name in enumerate(counts.graph_names):
        graph = ox.BlankNode(f"graph{number}")
        yield from _about(dataset, SD, namedGraph=graph)
        yield from _typed(graph, SD + "NamedGraph")
        yield from _about(graph, SD, name=ox.NamedNode(name))


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer"))


def _date(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "date")) if len(text) == len("2026-01-31") else ox.Literal(text)


def _written(request: Request, triples: list[ox.Triple]) -> tuple[str, bytes]:
    name = parameters(request).one("format")
    known(name, _TRIPLES)
    chosen = pick(name, request.headers.get("accept", ""), _TRIPLES)
    if not chosen:
        accepted = ", ".join(form.media_types[0] for form in _TRIPLES)
        raise EngineError(Failure("not-acceptable", f"accepted here: {accepted}"))
    form = BY_NAME[chosen]
    return form.content_type, ox.serialize(triples, format=form.native, prefixes=_PREFIXES) or b""  # type: ignore[arg-type]

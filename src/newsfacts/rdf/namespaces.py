"""The vocabularies of the graph: every term that code writes or reads, and the one table of prefixes."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode
from rdflib import URIRef
from rdflib.namespace import (
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    XSD,
    DefinedNamespace,
    Namespace,
)

__all__ = [
    "BASE", "DCTERMS", "EVENT_TYPE", "FOAF", "GAF", "ITSRDF", "KIND", "LINK_STATUS", "NF", "NIF", "ORG", "OWL", "PROV",
    "RDF", "RDFS", "SDO", "SEM", "SH", "SKOS", "STANCE", "STATUS", "WD", "WGS", "XSD", "node", "prefixes",
]  # fmt: skip

BASE = "https://w3id.org/newsfacts/id/"
EVENT_TYPE = Namespace("https://w3id.org/newsfacts/event-types#")
STANCE = Namespace("https://w3id.org/newsfacts/stances#")
STATUS = Namespace("https://w3id.org/newsfacts/statuses#")
LINK_STATUS = Namespace("https://w3id.org/newsfacts/link-statuses#")
KIND = Namespace("https://w3id.org/newsfacts/mention-kinds#")
WD = Namespace("http://www.wikidata.org/entity/")
WGS = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")  # rdflib's own has the wrong scheme


class NF(DefinedNamespace):
    """newsfacts' own terms, as `ontology/core.ttl` declares them; another name raises."""

    _NS = Namespace("https://w3id.org/newsfacts/ns#")
    _fail = True

    Actor: URIRef
    Appearance: URIRef
    Article: URIRef
    ArticleGraph: URIRef
    AttributionStep: URIRef
    EntityLink: URIRef
    Event: URIRef
    EventType: URIRef
    Group: URIRef
    Issue: URIRef
    LinkCandidate: URIRef
    LinkStatus: URIRef
    Mention: URIRef
    MentionKind: URIRef
    Organization: URIRef
    Person: URIRef
    Place: URIRef
    Position: URIRef
    Role: URIRef
    Run: URIRef
    Stance: URIRef
    State: URIRef
    Status: URIRef

    CAMEO: URIRef
    PLOVER: URIRef

    addressee: URIRef
    addresseeMention: URIRef  # noqa: N815
    agent: URIRef
    analyserVersion: URIRef  # noqa: N815
    appearanceOf: URIRef  # noqa: N815
    appearsAs: URIRef  # noqa: N815
    attestedOn: URIRef  # noqa: N815
    attitude: URIRef
    attribution: URIRef
    candidate: URIRef
    condition: URIRef
    confidence: URIRef
    content: URIRef
    contentEvent: URIRef  # noqa: N815
    contentText: URIRef  # noqa: N815
    cue: URIRef
    directQuote: URIRef  # noqa: N815
    edtf: URIRef
    evidence: URIRef
    features: URIRef
    gazetteerVersion: URIRef  # noqa: N815
    holder: URIRef
    holderMention: URIRef  # noqa: N815
    issue: URIRef
    lexiconVersion: URIRef  # noqa: N815
    linkStatus: URIRef  # noqa: N815
    linkSubject: URIRef  # noqa: N815
    linkTarget: URIRef  # noqa: N815
    linkerVersion: URIRef  # noqa: N815
    mention: URIRef
    mentionKind: URIRef  # noqa: N815
    method: URIRef
    named: URIRef
    order: URIRef
    over: URIRef
    polarity: URIRef
    recipient: URIRef
    reviewer: URIRef
    roleOf: URIRef  # noqa: N815
    rule: URIRef
    score: URIRef
    search: URIRef
    source: URIRef
    stamp: URIRef
    stance: URIRef
    standsFor: URIRef  # noqa: N815
    status: URIRef
    textSha256: URIRef  # noqa: N815
    via: URIRef


class SEM(DefinedNamespace):
    """The terms used of the Simple Event Model."""

    _NS = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    _fail = True

    Actor: URIRef
    Event: URIRef
    Place: URIRef
    eventType: URIRef  # noqa: N815
    hasActor: URIRef  # noqa: N815
    hasEarliestBeginTimeStamp: URIRef  # noqa: N815
    hasLatestEndTimeStamp: URIRef  # noqa: N815
    hasPlace: URIRef  # noqa: N815


class NIF(DefinedNamespace):
    """The terms used of the NLP Interchange Format."""

    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    _fail = True

    Context: URIRef
    OffsetBasedString: URIRef
    anchorOf: URIRef  # noqa: N815
    beginIndex: URIRef  # noqa: N815
    endIndex: URIRef  # noqa: N815
    isString: URIRef  # noqa: N815
    referenceContext: URIRef  # noqa: N815


class ITSRDF(DefinedNamespace):
    """The terms used of the Internationalization Tag Set."""

    _NS = Namespace("http://www.w3.org/2005/11/its/rdf#")
    _fail = True

    taIdentRef: URIRef  # noqa: N815


class GAF(DefinedNamespace):
    """The terms used of the Grounded Annotation Framework."""

    _NS = Namespace("http://groundedannotationframework.org/gaf#")
    _fail = True

    Mention: URIRef
    denotedBy: URIRef  # noqa: N815


_FIXED: tuple[tuple[str, object], ...] = (
    ("nf", NF),
    ("evt", EVENT_TYPE),
    ("stance", STANCE),
    ("status", STATUS),
    ("linkstatus", LINK_STATUS),
    ("kind", KIND),
    ("dcterms", DCTERMS),
    ("foaf", FOAF),
    ("gaf", GAF),
    ("itsrdf", ITSRDF),
    ("nif", NIF),
    ("org", ORG),
    ("owl", OWL),
    ("prov", PROV),
    ("rdf", RDF),
    ("rdfs", RDFS),
    ("schema", SDO),
    ("sem", SEM),
    ("skos", SKOS),
    ("wd", WD),
    ("wgs", WGS),
    ("xsd", XSD),
)
_LOCAL = ("actor", "article", "event", "graph", "issue", "place", "position", "role")


def prefixes(base: str = BASE) -> dict[str, str]:
    """Prefix -> namespace: the vocabularies, and one prefix for each kind of node below `base`."""
    return {name: str(space) for name, space in _FIXED} | {name: f"{base}{name}/" for name in _LOCAL}


@cache
def node(term: str) -> NamedNode:
    """The store's term for a vocabulary term; made once, as the same few are written a million times."""
    return NamedNode(term)

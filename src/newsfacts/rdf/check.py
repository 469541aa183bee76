"""Checks a store's graphs: shapes (SHACL), offsets against the articles' texts, and references to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from newsfacts.facts import text_hash

from . import iris
from .builder import DEFAULT, GraphSettings, whole_characters
from .entities import shared_nodes
from .namespaces import NF, NIF, RDF
from .shapes import Statement, message, violations

_GROUP = 20  # articles validated together: pySHACL's fixed costs shared, memory bounded
_TYPE, _ARTICLE, _HASH = str(RDF.type), str(NF.Article), str(NF.textSha256)
_PLACE = (str(NIF.beginIndex), str(NIF.endIndex), str(NIF.anchorOf))

Texts = Callable[[str], str | None]


class Fault(NamedTuple):
    """One thing that is wrong: in which article, with which node, by which rule of `shapes.ttl`, and that in words."""

    article: str
    node: str
    rule: str
    message: str
    message_de: str = ""


class ArticleStatements(NamedTuple):
    """What the store has of one article, in its graph and in its links' graph, and of the shared nodes it speaks of."""

    id: str
    said: tuple[Statement, ...]
    links: tuple[Statement, ...]
    shared: tuple[Statement, ...]


def check(store: Store, texts: Texts, settings: GraphSettings = DEFAULT) -> Iterator[Fault]:
    """Every fault of every article in the store, article by article in the order of their ids.

    `texts` gives an article's text by its id, or None. Works through the store in groups, so a caller can stop early.
    """
    entities = _descriptions(store, settings)
    articles = (_read(store, key, settings, entities) for key in article_ids(store, settings))
    while group := tuple(islice(articles, _GROUP)):
        found = [fault for article in group for fault in _own_faults(article, texts, settings)]
        found += (_fault(*violation) for violation in violations((a.id, a.said + a.links + a.shared) for a in group))
        yield from sorted(set(found))
    used = {node.value for node in shared_nodes(store)}
    yield from (_fault("", entity, "entity-unused") for entity in sorted(entities) if entity not in used)


def check_quads(quads: Iterable[Quad], texts: Texts, settings: GraphSettings = DEFAULT) -> tuple[Fault, ...]:
    """`check` for quads that are in no store yet."""
    store = Store()
    store.extend(quads)
    return tuple(check(store, texts, settings))


def article_ids(store: Store, settings: GraphSettings = DEFAULT) -> tuple[str, ...]:
    """The ids of all articles that have a graph, of what they say or of their links, sorted."""
    prefixes = (iris.article_graph_iri(settings.base, ""), iris.links_graph_iri(settings.base, ""))
    names = tuple(graph.value for graph in store.named_graphs())
    return tuple(sorted({unquote(n.removeprefix(p)) for n in names for p in prefixes if n.startswith(p)}))


Descriptions = dict[str, list[Statement]]


def _descriptions(store: Store, settings: GraphSettings) -> Descriptions:
    entities: Descriptions = {}
    for statement in _statements(store, iris.entities_graph_iri(settings.base)):
        entities.setdefault(statement.subject, []).append(statement)
    return entities


def _read(store: Store, article_id: str, settings: GraphSettings, entities: Descriptions) -> ArticleStatements:
    base = settings.base
    said = _statements(store, iris.article_graph_iri(base, article_id))
    links = _statements(store, iris.links_graph_iri(base, article_id))
    spoken_of = sorted({one.value.value for one in said + links if one.value.value in entities})
    return ArticleStatements(article_id, said, links, tuple(one for key in spoken_of for one in entities[key]))


def _statements(store: Store, graph: str) -> tuple[Statement, ...]:
    found = []
    for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)):
        subject, value = quad.subject, quad.object
        if isinstance(subject, (NamedNode, BlankNode)) and isinstance(value, (NamedNode, BlankNode, Literal)):
            found.append(Statement(subject.value, quad.predicate.value, value))
    return tuple(found)


def _fault(article_id: str, subject: str, rule: str) -> Fault:
    return Fault(article_id, subject, rule, message(rule, "en"), message(rule, "de"))


def _own_faults(article: ArticleStatements, texts: Texts, settings: GraphSettings) -> Iterator[Fault]:
    """What shapes cannot say of one article."""
    own = iris.article_iri(settings.base, article.id)
    if not article.said:
        yield _fault(article.id, own, "whole")
        return
    if [said.subject for said in article.said if said.predicate == _TYPE and said.value.value == _ARTICLE] != [own]:
        yield _fault(article.id, own, "graph-article")
    yield from _dangling(article, settings.base)
    yield from _misplaced(article, texts(article.id), own)


def _dangling(article: ArticleStatements, base: str) -> Iterator[Fault]:
    """Nodes below the base that are pointed to and not described; and links of nodes that the article does not have."""
    said = {statement.subject for statement in article.said}
    known = {statement.subject for statement in article.said + article.links + article.shared}
    for statement in article.said + article.links:
        target = statement.value
        if not isinstance(target, Literal) and target.value.startswith(base) and target.value not in known:
            yield _fault(article.id, statement.subject, "reference")
    shared = tuple(f"{base}{kind}/" for kind in ("mention", "actor", "place"))
    for subject in {statement.subject for statement in article.links} - said:
        if subject.startswith(shared):
            yield _fault(article.id, subject, "reference")


def _misplaced(article: ArticleStatements, text: str | None, own: str) -> Iterator[Fault]:
    """Mentions whose words are not at their offsets; of a text that is unknown or another one, only that."""
    if text is None:
        yield _fault(article.id, own, "text-known")
        return
    if text_hash(text) not in {said.value.value for said in article.said if said.predicate == _HASH}:
        yield _fault(article.id, own, "text-hash")
        return
    for subject, (begin, end, words) in _places(article, own).items():
        if not (begin.isdigit() and end.isdigit() and whole_characters(text[int(begin) : int(end)]) == words):
            yield _fault(article.id, subject, "offset-words")


def _places(article: ArticleStatements, own: str) -> dict[str, list[str]]:
    """Begin, end and words of every mention; empty where missing."""
    places: dict[str, list[str]] = {}
    for said in article.said:
        if said.predicate in _PLACE and said.subject != own:
            places.setdefault(said.subject, ["", "", ""])[_PLACE.index(said.predicate)] = said.value.value
    return places

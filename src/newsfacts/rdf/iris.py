"""The addresses of the graph's nodes: made from content only, so that the same facts always get the same ones."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from newsfacts.model import Actor, Place, Run, Span

_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "ł": "l", "đ": "d"}
)
_OTHER = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH = 40


def digest(*parts: object) -> str:
    """Twelve hexadecimal digits that stand for `parts`, the same on every machine."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def normalised(name: str) -> str:
    """A name as it is compared: composed, folded, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def slug(name: str) -> str:
    """A readable part of an address, ASCII letters, digits and hyphens; empty where nothing of the name can be kept."""
    spelled = normalised(name).translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain).strip("-")[:_SLUG_LENGTH].rstrip("-")


def article_key(article_id: str) -> str:
    """An article's id as a part of an address."""
    return quote(article_id, safe="-._~", errors="surrogatepass")


def article_iri(base: str, article_id: str) -> str:
    """The article itself."""
    return f"{base}article/{article_key(article_id)}"


def article_graph_iri(base: str, article_id: str) -> str:
    """The named graph of what an article says; replaced whole when the article is read again."""
    return f"{base}graph/article/{article_key(article_id)}"


def links_graph_iri(base: str, article_id: str) -> str:
    """The named graph of how an article's actors and places are linked; replaced whole when they are linked again."""
    return f"{base}graph/links/{article_key(article_id)}"


def entities_graph_iri(base: str) -> str:
    """The named graph of what articles share: actors, places and issues, each described once."""
    return f"{base}graph/entities"


def ontology_graph_iri(base: str) -> str:
    """The named graph of the ontology and its vocabularies."""
    return f"{base}graph/ontology"


def linked_item(record: Actor | Place) -> str | None:
    """The Wikidata item that an actor or place certainly is: given, and not merely suggested."""
    if record.wikidata is None or (record.link is not None and record.link.status != "accepted"):
        return None
    return record.wikidata


def actor_iri(base: str, actor: Actor, article_id: str) -> str:
    """The actor across articles: its item; else type and identity or name; unnamed actors are of their article alone.

    A metonym's item is what it stands for: who acts in "Teheran" is the state.
    """
    item = linked_item(actor)
    if item is not None:
        return f"{base}actor/{(actor.link and actor.link.stands_for) or item}"
    own = () if actor.named else (article_id,)
    key = digest(actor.type, actor.identity or normalised(actor.name), *own)
    return f"{base}actor/{_readable(actor.type, slug(actor.name) if actor.identity is None else '', key)}"


def place_iri(base: str, place: Place) -> str:
    """The place across articles: its item, else its name."""
    item = linked_item(place)
    return f"{base}place/{item or _readable(slug(place.name), digest(normalised(place.name)))}"


def issue_iri(base: str, label: str) -> str:
    """The issue of that label; two labels share it only where they differ in case, spelling of umlauts or spacing."""
    name = slug(label)
    whole = _OTHER.sub("-", normalised(label).translate(_SPELLED)).strip("-")
    return f"{base}issue/{name if name and name == whole else _readable(name, digest(normalised(label)))}"


def mention_iri(base: str, article_id: str, span: Span) -> str:
    """The stretch of text, as RFC 5147 addresses characters."""
    return f"{base}mention/{article_key(article_id)}#char={span.start},{span.end}"


def fact_iri(base: str, kind: str, article_id: str, *content: object) -> str:
    """A fact of one article, from the spans and values that make it what it is."""
    return f"{base}{kind}/{article_key(article_id)}-{digest(kind, *content)}"


def run_iri(base: str, article_id: str, run: Run) -> str:
    """The run that read an article with these versions."""
    return fact_iri(base, "run", article_id, run.software, run.analyser, run.lexicon, run.linker)


def _readable(*parts: str) -> str:
    return "-".join(part for part in parts if part)

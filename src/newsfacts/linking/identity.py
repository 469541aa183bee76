"""Which actors of different articles are one: by their item, else by name, type and context; nameless ones never."""

from __future__ import annotations

from newsfacts.linking.decisions import Decisions, in_article, local
from newsfacts.model import Actor, Facts


def identity(actor: Actor, facts: Facts, decisions: Decisions | None = None) -> str:
    """A Wikidata id, a local name with its context, or — for actors without a name — the actor of this article alone.

    The context of a person is what it holds its first office at (by item or name), so that namesakes of two countries
    stay apart; other types need none. People's merges and splits come before all that.
    """
    if actor.wikidata:
        return actor.wikidata
    decisions = decisions or Decisions()
    here = in_article(facts.article.id, actor.id)
    if not actor.named or decisions.is_split(here):
        return decisions.identity(here)
    merged = decisions.identity(here)
    name = local(actor.type, actor.name)
    if merged != here:
        return merged
    if decisions.identity(name) != name:
        return decisions.identity(name)
    context = _context(actor, facts)
    return f"{name}@{context}" if context else name


def _context(actor: Actor, facts: Facts) -> str:
    if actor.type != "person":
        return ""
    actors = {other.id: other for other in facts.actors}
    held_at = sorted(
        other.wikidata or local(other.type, other.name).partition("/")[2]
        for role in facts.roles
        if role.actor == actor.id and (other := actors.get(role.of or "")) is not None and other.named
    )
    return held_at[0] if held_at else ""

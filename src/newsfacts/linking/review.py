"""Links for people to judge: a table out, with a column to fill in, and the filled table in as decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsfacts.errors import LinkError
from newsfacts.linking import decisions as sssom
from newsfacts.linking.decisions import Decision, in_article, local
from newsfacts.model import Actor, Candidate, Facts, Link, Place

EXTRA = ("status", "method", "articles", "example", "decision")
_LEXICAL = "semapv:LexicalMatching"
_LOCAL = "local:"  # with which the names of actors without an item begin
_VERDICTS = ("accept", "reject", "nil", "split")


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What to list: links of these statuses, and at most so many candidates for each name."""

    statuses: frozenset[str] = frozenset({"suggested"})
    candidates: int = 3


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Whose decisions a filled table holds and when they were made (ISO date); both are written with each decision."""

    reviewer: str
    date: str = ""


@dataclass(slots=True)
class _Case:
    """One name with the links it got, over all articles."""

    link: Link
    label: str
    articles: list[str] = field(default_factory=list)
    example: str = ""


def write_review(facts: Iterable[Facts], path: Path, options: ReviewOptions | None = None) -> int:
    """Writes the table of links to judge, the most frequent names first; returns how many names it holds."""
    options = options or ReviewOptions()
    cases = _cases(facts, options)
    ordered = sorted(cases.items(), key=lambda case: (-len(case[1].articles), case[0]))
    rows = [row for subject, case in ordered for row in _rows(subject, case, options)]
    sssom.write_table(path, rows, EXTRA)
    return len(cases)


def _cases(facts: Iterable[Facts], options: ReviewOptions) -> dict[str, _Case]:
    cases: dict[str, _Case] = {}
    for document in facts:
        for node, kind in _linked(document):
            if node.link is None or node.link.status not in options.statuses:
                continue
            here = in_article(document.article.id, node.id)
            named = not isinstance(node, Actor) or node.named
            case = cases.setdefault(local(kind, node.name) if named else here, _Case(node.link, node.name))
            case.articles.append(document.article.id)
            case.example = case.example or here
    return cases


def _linked(facts: Facts) -> Iterator[tuple[Actor | Place, str]]:
    yield from ((actor, actor.type) for actor in facts.actors)
    yield from ((place, "place") for place in facts.places)


def _rows(subject: str, case: _Case, options: ReviewOptions) -> Iterator[dict[str, str]]:
    for candidate in case.link.candidates[: options.candidates] or (Candidate("", "", 0.0),):
        yield {
            "subject_id": subject,
            "subject_label": case.label,
            "predicate_id": sssom.EXACT_MATCH,
            "object_id": f"wikidata:{candidate.wikidata}" if candidate.wikidata else sssom.NO_TERM,
            "object_label": candidate.label,
            "mapping_justification": _LEXICAL,
            "confidence": f"{candidate.score:g}",
            "comment": " ".join(f"{name}={value:g}" for name, value in sorted(candidate.features.items())),
            "status": case.link.status,
            "method": case.link.method,
            "articles": str(len(set(case.articles))),
            "example": case.example,
        }


def import_review(table: Path, decisions: Path, options: ImportOptions) -> int:
    """Adds the judged lines of a review table to the decisions; returns how many were new.

    The column `decision` holds accept, reject, nil, split, a Wikidata id (the right one), the `subject_id` of another
    line (the same actor under another name: both become one), or nothing. Raises LinkError with the line of any other
    word.
    """
    read = [_judged(row, place, options) for row, place in sssom.table(table)]
    return sssom.append(decisions, [decision for decision in read if decision is not None])


def _judged(row: dict[str, str], place: str, options: ImportOptions) -> Decision | None:
    verdict = row.get("decision", "").strip()
    if not verdict:
        return None
    item = row.get("object_id", "").removeprefix("wikidata:")
    if verdict[:1] == "Q" and verdict[1:].isdigit():
        verdict, item = "accept", verdict
    subject = row["subject_id"]
    made = {"label": row.get("subject_label", ""), "reviewer": options.reviewer, "date": options.date}
    if verdict.startswith(_LOCAL) and verdict != subject:
        return Decision(subject, "merge", other=verdict, **made)
    if verdict not in _VERDICTS or (verdict in ("accept", "reject") and not item.startswith("Q")):
        known = ", ".join(_VERDICTS)
        raise LinkError(f"{place}: {verdict!r} is no decision here; write {known}, a Wikidata id or another subject_id")
    if verdict == "split":
        return Decision(row.get("example") or subject, "split", other=subject, **made)
    if verdict == "nil":
        return Decision(subject, "nil", **made)
    return Decision(subject, "accept" if verdict == "accept" else "reject", item=item, **made)


def write_sssom(facts: Iterable[Facts], path: Path) -> int:
    """Writes the accepted links of all articles as an SSSOM table; returns how many."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for document in facts:
        for node, kind in _linked(document):
            link = node.link
            if link is None or link.status != "accepted" or not link.candidates:
                continue
            best = link.candidates[0]
            subject = local(kind, node.name)
            found.setdefault(
                (subject, best.wikidata),
                {
                    "subject_id": subject,
                    "subject_label": node.name,
                    "predicate_id": sssom.EXACT_MATCH,
                    "object_id": f"wikidata:{best.wikidata}",
                    "object_label": best.label,
                    "mapping_justification": sssom.BY_HAND if link.method == "decision" else _LEXICAL,
                    "author_id": link.reviewer or "",
                    "confidence": f"{link.score:g}",
                },
            )
    sssom.write_table(path, [found[key] for key in sorted(found)])
    return len(found)

"""Writes the protocol's `using-graph-uri` into an update as USING clauses: the engine takes it nowhere else."""

from __future__ import annotations

from . import tokens
from .records import Edit, EngineError, Failure
from .tokens import Token


def clauses(text: str, using: tuple[str, ...], named: tuple[str, ...]) -> tuple[Edit, ...]:
    """The edits that make the graphs the dataset of each operation of `text` that has a WHERE.

    Raises EngineError (`parameters`) where the update names a dataset itself (USING or WITH).
    """
    if not using and not named:
        return ()
    clause = "".join(f"USING <{iri}> " for iri in using) + "".join(f"USING NAMED <{iri}> " for iri in named)
    stream = tokens.scan(text).tokens
    depth, edits = 0, []
    for n, token in enumerate(stream):
        depth += (token.text == "{") - (token.text == "}") if token.kind == "mark" else 0
        if depth or token.kind != "word":
            continue
        if token.text in ("USING", "WITH"):
            detail = f"the update has {token.text}, so using-graph-uri and using-named-graph-uri cannot be given too"
            raise EngineError(Failure("parameters", detail))
        if token.text == "WHERE":
            template = _template(text, stream, n) if n and stream[n - 1].names("DELETE") else ""
            edits.append(Edit(token.start, token.start, template + clause))
    return tuple(edits)


def _template(text: str, stream: tuple[Token, ...], where: int) -> str:
    """The pattern of `DELETE WHERE { }`, which has no place for USING, as the template of `DELETE { } WHERE { }`."""
    depth = 0
    for token in stream[where + 1 :]:
        depth += (token.text == "{") - (token.text == "}") if token.kind == "mark" else 0
        if not depth:
            return text[stream[where + 1].start : token.end] + " "
    return ""

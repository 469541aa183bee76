"""Keeps a request from reaching other machines: SERVICE and LOAD only where they are allowed, and then through a relay.

The store itself would fetch any address. So every SERVICE and LOAD is found before evaluation; one that is not on the
allow-list is refused, and one that is gets its IRI replaced by the address of a relay, which checks DNS answers and
follows no redirects (`relay`). Read workers have a second wall: where nothing is allowed the kernel lets them open no
connection (`wall`), and where something is, those that hold the data in memory can open nothing during a query without
SERVICE. A SERVICE whose address is a variable is refused even then, for the list could not be held against what the
variable comes to be (and the engine evaluates none).
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn
from urllib.parse import quote, urlsplit

from . import tokens
from .edits import edit
from .records import Edit, EngineError, Failure
from .tokens import Token

_WORDS = ("SERVICE", "LOAD")
_RAW = re.compile("|".join(_WORDS), re.IGNORECASE)
NOWHERE = "urn:newsfacts:nowhere"  # LOAD SILENT must succeed whatever happens: it is led where nothing is
_PORTS = {"http": "80", "https": "443"}


class Guarded(NamedTuple):
    """A request's text as it may be evaluated, and whether it reaches out."""

    text: str
    remote: bool
    edits: tuple[Edit, ...] = ()


class Allowed(NamedTuple):
    """The allow-list of IRI prefixes and the relay's address; an empty address means that nothing is allowed."""

    prefixes: tuple[str, ...] = ()
    relay: str = ""

    def permits(self, iri: str) -> bool:
        """Whether `iri` lies under an entry: same scheme, host and port (`*` is any), and below the entry's path."""
        return any(_under(iri, entry) for entry in self.prefixes)


def _parts(iri: str) -> tuple[str, str, str, str] | None:
    try:
        parts = urlsplit(iri)
        host, port = (
            parts.hostname or "",
            "*" if parts.netloc.endswith(":*") else str(parts.port or "") or _PORTS.get(parts.scheme, ""),
        )
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or "@" in parts.netloc:
        return None
    return parts.scheme, host, port, parts.path or "/"


def _under(iri: str, entry: str) -> bool:
    asked, allowed = _parts(iri), _parts(entry)
    if asked is None or allowed is None or "\\" in iri or "/../" in iri + "/":
        return False
    path = allowed[3]
    same = asked[:2] == allowed[:2] and allowed[2] in ("*", asked[2])
    return same and (asked[3] == path or asked[3].startswith(path if path.endswith("/") else path + "/"))


def check(text: str, allowed: Allowed, known: dict[str, str]) -> Guarded:
    """`text` with its SERVICE and LOAD addresses led through the relay; `known` are prefixes declared outside the text.

    Raises EngineError (`refused`) for an address that is not allowed, for a variable one, and where a forbidden word
    could hide in what the scan and the engine's parser may read differently.
    """
    if not _RAW.search(text):
        return Guarded(text, remote=False)
    scanned = tokens.scan(text)
    found = [n for n, token in enumerate(scanned.tokens) if _forbidden(token)]
    if not found and not scanned.ambiguous:
        return Guarded(text, remote=False)
    if scanned.ambiguous and len(found) != len(_RAW.findall(text)):
        _refuse("SERVICE or LOAD may stand here; write blanks on both sides of every less-than sign", text, 0)
    declared = known | tokens.prefixes(scanned.tokens)
    edits = []
    for n in found:
        target = _target(scanned.tokens, n, text)
        iri = _resolve(target, declared)
        if allowed.relay and allowed.permits(iri):
            address = allowed.relay + quote(iri, safe="")
        elif scanned.tokens[n].text == "LOAD" and scanned.tokens[n + 1].names("SILENT"):
            address = NOWHERE
        else:
            _refuse(f"{scanned.tokens[n].text} {target.text} is not on this endpoint's allow-list", text, target.start)
        edits.append(Edit(target.start, target.end, f"<{address}>"))
    return Guarded(edit(text, edits), remote=True, edits=tuple(edits))


def _forbidden(token: Token) -> bool:
    """Words may be glued: the engine reads `trueSERVICE` as two words and `SERVICEex:a` as a word and a name."""
    if token.kind == "pname":
        return _RAW.search(token.text.partition(":")[0]) is not None
    return token.kind == "word" and _RAW.search(token.text) is not None


def _target(stream: tuple[Token, ...], at: int, text: str) -> Token:
    token = stream[at]
    if token.text not in _WORDS:
        _refuse(f"{token.text} is not allowed here; choose another name", text, token.start)
    rest = stream[at + 1 : at + 3]
    if rest and rest[0].names("SILENT"):
        rest = rest[1:]
    if not rest or rest[0].kind not in ("iri", "pname"):
        _refuse(f"{token.text} needs a constant address", text, token.start)
    return rest[0]


def _resolve(target: Token, declared: dict[str, str]) -> str:
    if target.kind == "iri":
        return target.text[1:-1]
    prefix, _, local = target.text.partition(":")
    return declared.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)


def _refuse(detail: str, text: str, at: int) -> NoReturn:
    line = text.count("\n", 0, at) + 1
    raise EngineError(Failure("refused", detail, line=line, column=at - text.rfind("\n", 0, at)))

"""What an operator decides about the endpoint."""

from __future__ import annotations

import hmac

import msgspec


class EndpointOptions(msgspec.Struct, frozen=True):
    """Addresses and permissions. Writing needs `writable` and a token; without a token nothing can be written."""

    query_path: str = "/sparql"
    union_path: str = "/sparql/union"
    update_path: str = "/update"
    graph_path: str = "/graph-store"
    writable: bool = False
    token: str = ""
    title: str = "SPARQL endpoint"
    licence: str = ""
    vocabularies: tuple[str, ...] = ()
    read_body: int = 2_000_000  # bytes of a request that only asks

    def admits(self, authorization: str) -> bool:
        """Whether an Authorization header carries the token. Takes the same time whatever is sent."""
        scheme, _, sent = authorization.strip().partition(" ")
        right = hmac.compare_digest(sent.strip().encode("utf-8", "replace"), self.token.encode())
        return right and bool(self.token) and scheme.lower() == "bearer"

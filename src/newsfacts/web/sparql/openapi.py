"""The OpenAPI 3.1 document of the endpoint, made from the same tables that it works by."""

from __future__ import annotations

from typing import Any

from newsfacts.web.engine.formats import DATASETS, GRAPHS, INPUTS, SOLUTIONS, Format

from .options import EndpointOptions
from .problems import KINDS
from .questions import Question

_TEXT = {"type": "string"}
_IRIS = {"type": "array", "items": {"type": "string", "format": "iri"}}
_QUERY = (("query", True, _TEXT, "the query"),)
_SHARED = (
    ("format", False, _TEXT, "a format's short name or media type, instead of the Accept header"),
    ("timeout", False, {"type": "number", "exclusiveMinimum": 0}, "seconds; lowers the endpoint's own limit"),
)
_DATASET = (
    ("default-graph-uri", False, _IRIS, "graphs of the default graph"),
    ("named-graph-uri", False, _IRIS, "named graphs"),
)
_UNION = (("union", False, _TEXT, "the default graph is the union of all graphs"),)
_USING = (
    ("using-graph-uri", False, _IRIS, "graphs that patterns are matched in"),
    ("using-named-graph-uri", False, _IRIS, "named graphs that patterns are matched in"),
)
_GRAPH = (
    ("graph", False, {"type": "string", "format": "iri"}, "the graph's IRI"),
    ("default", False, _TEXT, "the default graph"),
)
_Fields = tuple[tuple[str, bool, dict[str, Any], str], ...]


def document(root: str, options: EndpointOptions, questions: tuple[Question, ...]) -> dict[str, Any]:
    """The document for an endpoint at `root`."""
    paths = {
        options.query_path: _query_path("Query", _QUERY + _DATASET + _UNION + _SHARED),
        options.union_path: _query_path("Query the union of all graphs", _QUERY + _DATASET + _SHARED),
        options.update_path: {"post": _update()},
        options.graph_path: _graph_path(),
        "/.well-known/void": {"get": _operation("Describe the data (VoID)", (), _bodies(GRAPHS))},
        "/queries": {"get": _secured(_operation("Running queries", (), _json()))},
        "/queries/{id}": {"delete": _secured(_operation("End a query", (), {}, "204")), "parameters": [_path("id")]},
        "/q": {"get": _operation("The stored questions", (), _json())},
        "/health": {"get": _operation("State of the server", (), _json())},
        "/metrics": {"get": _operation("Counters (Prometheus)", (), {"text/plain": {}})},
    }
    paths |= {f"/q/{question.name}": {"get": _question(question)} for question in questions}
    return {
        "openapi": "3.1.0",
        "info": {"title": options.title, "version": "1"},
        "servers": [{"url": root}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": _problem_schema()},
        },
    }


def _problem_schema() -> dict[str, Any]:
    numbers = {name: {"type": "integer"} for name in ("status", "line", "column")}
    texts = dict.fromkeys(("type", "title", "detail", "text", "hint"), _TEXT)
    return {"type": "object", "required": ["type", "title", "status", "detail"], "properties": texts | numbers}


def _operation(summary: str, fields: _Fields, content: dict[str, Any], status: str = "200") -> dict[str, Any]:
    answer: dict[str, Any] = {"description": "done"} | ({"content": content} if content else {})
    problems = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    titles: dict[str, list[str]] = {}
    for kind in KINDS.values():
        titles.setdefault(str(kind.status), []).append(kind.title)
    failed = {code: {"description": "; ".join(found), "content": problems} for code, found in sorted(titles.items())}
    parameters = [
        {"name": name, "in": "query", "required": required, "schema": schema, "description": about}
        for name, required, schema, about in fields
    ]
    return {"summary": summary, "parameters": parameters, "responses": {status: answer} | failed}


def _path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": _TEXT}


def _bodies(*tables: tuple[Format, ...]) -> dict[str, Any]:
    return {form.media_types[0]: {} for table in tables for form in table}


def _json() -> dict[str, Any]:
    return {"application/json": {}}


def _secured(operation: dict[str, Any]) -> dict[str, Any]:
    return operation | {"security": [{"token": []}]}


def _form(fields: _Fields) -> dict[str, Any]:
    properties = {name: schema for name, _, schema, _ in fields}
    required = [name for name, needed, _, _ in fields if needed]
    return {"schema": {"type": "object", "properties": properties, "required": required}}


def _query_path(summary: str, fields: _Fields) -> dict[str, Any]:
    content = _bodies(SOLUTIONS, GRAPHS)
    bodies = {"application/x-www-form-urlencoded": _form(fields), "application/sparql-query": {"schema": _TEXT}}
    rest = tuple(field for field in fields if field[0] != "query")
    posted = _operation(summary, rest, content) | {"requestBody": {"required": True, "content": bodies}}
    return {"get": _operation(f"{summary}; without a query, the service description", fields, content), "post": posted}


def _update() -> dict[str, Any]:
    fields: _Fields = (("update", True, _TEXT, "the update"), *_USING)
    bodies = {"application/x-www-form-urlencoded": _form(fields), "application/sparql-update": {"schema": _TEXT}}
    operation = _operation("Change the data", _USING, {}, "204")
    return _secured(operation | {"requestBody": {"required": True, "content": bodies}})


def _graph_path() -> dict[str, Any]:
    body = {"requestBody": {"required": True, "content": {kind: {} for kind in sorted(INPUTS)}}}
    return {
        "get": _operation("Read a graph, or the dataset", (*_GRAPH, *_SHARED[:1]), _bodies(GRAPHS, DATASETS)),
        "put": _secured(_operation("Replace a graph, or the dataset", _GRAPH, {}, "204") | body),
        "post": _secured(_operation("Add to a graph, or to the dataset", _GRAPH, {}, "204") | body),
        "delete": _secured(_operation("Drop a graph", _GRAPH, {}, "204")),
    }


def _question(question: Question) -> dict[str, Any]:
    fields: _Fields = tuple((name, False, _TEXT, kind) for name, kind in question.parameters)
    titles = dict(question.titles)
    summary = titles.get("en") or next(iter(titles.values()), question.name)
    return _operation(summary, (*fields, *_SHARED), _bodies(SOLUTIONS, GRAPHS))

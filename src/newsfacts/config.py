"""Settings: defaults, overlaid in this order by the workspace's `newsfacts.toml`, `NEWSFACTS_*` variables and flags."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import msgspec
from msgspec import Meta

from .errors import ConfigError

FILE = "newsfacts.toml"
PREFIX = "NEWSFACTS_"
# Read from the environment by others, so not settings: a secret and what only tests use.
OTHER_VARIABLES = frozenset({"NEWSFACTS_TOKEN", "NEWSFACTS_SHARED"})

Base = Annotated[str, Meta(pattern=r"^https?://[^\s<>\"{}|\\^`]+[/#]$")]
Count = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]
Licence = Annotated[str, Meta(pattern=r"^$|^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that can be set: each field a key of `newsfacts.toml` and, in capitals, a `NEWSFACTS_*` variable."""

    base: Base = "https://w3id.org/newsfacts/id/"
    """Where the IRIs of articles, actors, events and positions begin; ends in / or #."""
    languages: tuple[str, ...] = ("de",)
    """Languages to read; an article in another one is refused."""
    analyser: str = "embedded"
    """The analyser plugin: `embedded`, or `spacy` with `model`."""
    model: str = ""
    """The spaCy pipeline for the analyser `spacy`, by name or path."""
    extractor: str = "rules"
    """The extractor plugin: `rules`, or `quotations` for all that is quoted and reported instead of positions."""
    linker: str = "gazetteer"
    """The linker plugin, or empty for none."""
    gazetteer: str = ""
    """A compiled gazetteer of your own; empty for the one that comes along."""
    jobs: Count = 1
    """Processes that extract at the same time."""
    show_text: bool = False
    """Whether pages and exports show whole texts of articles without an open licence."""
    open_licences: tuple[str, ...] = ("CC0", "CC BY", "Public Domain", "own")
    """Licences, by their beginning, whose articles are always shown whole."""
    host: str = "127.0.0.1"
    """The address that `serve` listens on."""
    port: Annotated[int, Meta(ge=0, le=65535)] = 7878
    """The port that `serve` listens on; 0 takes a free one."""
    query_seconds: Seconds = 10.0
    """How long a query may run."""
    query_rows: Count = 1_000_000
    """How many rows or triples a query may return; one with more fails rather than being cut."""
    workers: Count = 16
    """Queries that may run at the same time, each in a process of its own; more wait."""
    memory_megabytes: Count = 4096
    """Above this size of the data, queries run on disk instead of in memory."""
    services: tuple[str, ...] = ()
    """IRIs that SERVICE and LOAD may reach; none by default."""
    client_queries: Annotated[int, Meta(ge=0)] = 0
    """Queries of one client that may run or wait at the same time; more are answered with 429. 0 for no limit."""
    proxies: Annotated[int, Meta(ge=0)] = 0
    """Proxies before the server that add to X-Forwarded-For, so that it tells clients apart; 0 where there is none."""
    licence: Licence = ""
    """The licence of the graph as an IRI, told by VoID and the service description; empty for none."""


def documented() -> tuple[tuple[str, str, str], ...]:
    """Each setting's name, default as TOML and the name of its variable, in order."""
    defaults = msgspec.to_builtins(Settings())
    return tuple((name, msgspec.json.encode(value).decode(), PREFIX + name.upper()) for name, value in defaults.items())


def load(workspace: Path, environment: Mapping[str, str], flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings for `workspace`. Raises ConfigError naming where an unknown key or a bad value stands."""
    path = workspace / FILE
    values: dict[str, Any] = {}
    for source, part in ((str(path), _from_file(path)), ("environment", _from_environment(environment))):
        _converted(part, source)
        values |= part
    values |= {key: value for key, value in (flags or {}).items() if value is not None}
    return _converted(values, "command line")


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """The `NEWSFACTS_*` variables as setting values; lists are written with commas."""
    types = get_type_hints(Settings)
    values: dict[str, Any] = {}
    for variable in sorted(environment):
        if not variable.startswith(PREFIX) or variable in OTHER_VARIABLES:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in types:
            raise ConfigError(f"environment: {variable} is no setting; known: {', '.join(types)}")
        text = environment[variable]
        listed = types[name] == tuple[str, ...]
        values[name] = tuple(filter(None, text.split(","))) if listed else text
    return values


def _converted(values: Mapping[str, Any], source: str) -> Settings:
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{source}: {error}") from error

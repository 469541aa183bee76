"""Every error newsfacts raises on purpose; each class says what the caller does next.

NewsfactsError
├── ConfigError            stop: a setting is wrong; the message names it and the values allowed
├── ResourceError          stop: a file that ships with newsfacts is missing or damaged; reinstall
├── UnknownPluginError     stop: no plugin of that name; the message lists the known ones
├── ArticleError           go on with the next article; this one is reported and left out
│   ├── ReadError          the file cannot be read as an article
│   ├── LanguageError      the article's language is not supported
│   ├── FactsError         a facts document is invalid: names file, place and fault
│   └── DefectError        a rule of newsfacts failed on this text: please report it
├── StoreError             stop: the store cannot be opened or written
│   └── StoreLockedError   stop: another process writes to this workspace
├── QueryError             mend the query: carries line and column where known
│   ├── QuerySyntaxError
│   ├── QueryRefusedError  the query asks for what is not allowed here
│   └── QueryTimeoutError  ask for less, or raise the limit
├── LinkError              stop: the gazetteer or the decisions file cannot be used
└── ExportError            stop: this view cannot be written in this format
"""

from __future__ import annotations

from pathlib import Path


class NewsfactsError(Exception):
    """The base of all: catch it at the border (command line, HTTP) to print one line and leave."""


class ConfigError(NewsfactsError):
    """A setting is unknown or its value is not allowed; stop and mend the setting."""


class ResourceError(NewsfactsError):
    """A shipped file is missing or damaged; stop and reinstall newsfacts."""


class UnknownPluginError(NewsfactsError):
    """No plugin of that name is installed; stop and choose one of `known`."""

    def __init__(self, group: str, name: str, known: tuple[str, ...]) -> None:
        self.group, self.name, self.known = group, name, known
        super().__init__(f"no {group} named {name!r}; known: {', '.join(known) or 'none'}")


class ArticleError(NewsfactsError):
    """One article failed; report it and go on with the next."""

    def __init__(self, fault: str, source: str | Path = "", place: str = "") -> None:
        self.fault, self.source, self.place = fault, str(source), place
        super().__init__(": ".join(part for part in (self.source, place, fault) if part))

    def __reduce__(self) -> tuple[type[ArticleError], tuple[str, str, str]]:
        """Errors travel between the processes of a parallel build; the default would lose `source` and `place`."""
        return (type(self), (self.fault, self.source, self.place))


class ReadError(ArticleError):
    """The source cannot be read as an article; go on with the next."""


class LanguageError(ArticleError):
    """The article is in a language newsfacts does not read; go on with the next."""


class FactsError(ArticleError):
    """A facts document breaks the format; go on with the next, the message names the fault and its place."""


class DefectError(ArticleError):
    """A rule of newsfacts failed on an article; report it with the article's text, and go on with the next."""


class StoreError(NewsfactsError):
    """The store cannot be opened, read or written; stop."""


class StoreLockedError(StoreError):
    """Another process has the workspace open for writing; stop, or wait for it to end."""


class QueryError(NewsfactsError):
    """A query failed; mend it. `line` and `column` count from 1 and are None where unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(message)


class QuerySyntaxError(QueryError):
    """The query does not parse; mend it at `line`, `column`."""


class QueryRefusedError(QueryError):
    """The query asks for something this endpoint does not allow (updates, SERVICE, LOAD); leave it out."""


class QueryTimeoutError(QueryError):
    """The query took longer than its limit and was ended; ask for less or raise the limit."""


class LinkError(NewsfactsError):
    """The gazetteer or the decisions file cannot be used; stop and mend it."""


class ExportError(NewsfactsError):
    """The view cannot be written in this format; stop and choose another."""

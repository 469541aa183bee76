"""newsfacts reads news articles and makes of them a knowledge graph of actors, events and positions.

`newsfacts.open(workspace)` gives the graph to Python programs; the command `newsfacts` does everything else.
"""

from typing import Any

__version__ = "0.1.0"

__all__ = ["__version__", "open"]


def __getattr__(name: str) -> Any:
    """`open`, loaded when first used: most who import the package want one of its modules and no store."""
    if name == "open":
        from newsfacts.library import open

        return open
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""What is given to the engine from outside by name, for it is used in another process than the one that says so."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def named(names: tuple[str, ...]) -> Any:
    """What a module's function or class makes of arguments: their names and the arguments; None for no names."""
    if not names:
        return None
    module, name, *arguments = names
    return getattr(import_module(module), name)(*arguments)

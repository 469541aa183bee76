"""Pages for people over the graph: rendered on the server, in German and English, usable without JavaScript."""

from .blueprint import pages_blueprint
from .site import Site

__all__ = ["Site", "pages_blueprint"]

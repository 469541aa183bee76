"""newsfacts reads news articles and makes of them a knowledge graph of actors, events and positions."""

__version__ = "0.1.0"

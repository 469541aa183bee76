"""The SPARQL endpoint as a package part of its own: the protocol over any Oxigraph store, as a Flask blueprint."""

"""Runs SPARQL over an Oxigraph store, in this process or in forked ones that can be killed; knows nothing of HTTP."""

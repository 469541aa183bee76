"""Wikidata over the network: off unless asked, one request at a time, answers kept in a local cache."""

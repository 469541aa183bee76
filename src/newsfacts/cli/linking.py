"""Commands about links: link, review, gazetteer, enrich."""

COMMANDS = ()

"""An HTTP/1.1 server for the engine's event loop: SPARQL queries are answered in the loop, all else by a WSGI application."""

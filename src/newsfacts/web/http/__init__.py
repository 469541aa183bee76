"""An HTTP/1.1 server in the engine's event loop: answers queries there, and all else by a WSGI application."""

"""Commands that serve: serve, demo."""

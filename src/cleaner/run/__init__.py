"""Runs the pipeline over very many pages: `run` for folders and archives, `pages` for a library user's own loop."""

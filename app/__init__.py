"""Earmark: listens to a music library and writes the genres it hears into the files' own tags.

The version lives here and nowhere else; ``pyproject.toml`` reads it from this file.
"""

__version__ = "0.1.0"

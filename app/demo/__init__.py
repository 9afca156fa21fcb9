"""A small library of generated music, so that everything can be tried without touching a real file.

The sounds are synthesised with numpy and belong to nobody; ``python -m app.demo FOLDER`` writes them. Nothing else in
Earmark depends on this package.
"""

from app.demo.library import DemoReport, make_demo_library

__all__ = ["DemoReport", "make_demo_library"]

"""The window. The only room where Qt is imported; it speaks to the core through :class:`app.session.Session` alone."""

import builtins

_import = builtins.__import__

from app.ui.media_log import quiet_symbol_search  # noqa: E402

# Qt's Python side puts an import of its own in the place of Python's, for a spelling of names that nothing here uses
# (``from __feature__ import …``). It reads the source of every module imported from then on: a tenth of a start.
builtins.__import__ = _import

quiet_symbol_search()  # before anything imports QtMultimedia, which speaks while it is loaded

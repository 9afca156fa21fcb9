"""The window. The only room where Qt is imported; it speaks to the core through :class:`app.session.Session` alone."""

from app.ui.media_log import quiet_symbol_search

quiet_symbol_search()  # before anything imports QtMultimedia, which speaks while it is loaded

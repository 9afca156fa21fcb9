"""The window. The only room where Qt is imported; it speaks to the core through :class:`app.session.Session` alone."""

"""The command line: the same verbs as the window, on a terminal or in a script."""

#: What the first word may be; anything else is a path that the window opens on.
COMMANDS = ("analyse", "analyze", "tag", "set", "show", "history", "undo", "unread", "models", "settings", "doctor")

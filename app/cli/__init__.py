"""The command line: the same verbs as the window, on a terminal or in a script."""

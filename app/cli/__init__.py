"""The command line: the same Session as the window, for terminals and scripts."""

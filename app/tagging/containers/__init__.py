"""One module per tag or container layout: each finds the genre's bytes and says what to splice. None touches a file."""

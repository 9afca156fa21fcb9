"""What Earmark knows about the user's files: one SQLite database that is the queue, the catalogue and the memory."""

"""Reading and writing genre tags so that nothing else in a file changes and every write can be taken back."""

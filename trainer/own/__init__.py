"""Models with labels of the user's own: a shipped model's ear, and a last layer learned from the user's library."""

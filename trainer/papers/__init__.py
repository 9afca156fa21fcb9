"""Other people's systems, trained and scored as they were published and again where no artist is on both sides."""

"""What opens over a screen and closes again: Esc always leaves, and loses nothing."""

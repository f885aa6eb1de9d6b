"""The only room that knows git: reading a treaty repository, and recording acts in it."""

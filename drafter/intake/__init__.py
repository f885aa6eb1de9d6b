"""A real text and real parties, turned into the files of a treaty repository."""

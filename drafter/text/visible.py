"""Characters that could deceive a reader or command a terminal, made visible."""


def visible(text: str) -> str:
    """The text with control, escape, bidirectional-override and invisible characters replaced by marks; line ends and tabs stay.

    No word is dropped. It is for printing; it cannot be reversed.
    """
    raise NotImplementedError

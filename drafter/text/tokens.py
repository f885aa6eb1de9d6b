"""Text as a sequence of tokens: the units that are compared, merged and bracketed."""


def tokens(text: str) -> tuple[str, ...]:
    """Cut a text into tokens; joining them gives the text back, for every str.

    A token is a paragraph break (a run of white space with two or more line ends), another run of white space, a
    word (letters with their marks and inner apostrophes), a number (`1,000.5`), one character with its marks of
    a script that is written without spaces (Han, kana, Thai, Lao, Khmer, Myanmar), a `{cross-reference}`, a footnote mark
    `[^1]`, an escape, or else one grapheme cluster (UAX 29).
    """
    raise NotImplementedError

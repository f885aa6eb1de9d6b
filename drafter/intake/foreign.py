"""Files that people have a text in and that are not read: known by how they begin, whatever their names say."""

from __future__ import annotations

_BEGINNINGS = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Word as it was before 2007 (.doc), or locked with a password"),
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"


def foreign(data: bytes) -> str | None:
    """Say what a file is that is neither text nor what Word writes today; None when that can't be told."""
    begins = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, what in _BEGINNINGS:
        if begins.startswith(beginning.lower()):
            return what
    return "an OpenDocument file" if data.startswith(b"PK") and _OPEN_DOCUMENT in data[:200] else None

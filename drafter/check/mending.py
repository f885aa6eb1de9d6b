"""What can be mended without changing a word or its place."""

from __future__ import annotations

import re
import unicodedata

from drafter.check.layout import begun_inside

_FRONT = re.compile(r"---\n(?:.*\n)*?---\n")


def mend(content: bytes) -> bytes:
    """Mend a file: no byte-order mark, LF, letters composed (NFC), no spaces at line ends, one final newline.

    In a clause a line that begins a provision (`layout.begun_inside`) becomes a paragraph of its own. A file that is
    not UTF-8 comes back as it is: to guess its encoding could change its words.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"(?<![ \t])[ \t]+$", "", text, flags=re.MULTILINE).rstrip("\n")
    return _parted(f"{text}\n").encode() if text else b""


def _parted(text: str) -> str:
    front = _FRONT.match(text)
    if front is None:
        return text
    head, body = text[: front.end()], text[front.end() :]
    for at in reversed(begun_inside(body)):
        body = f"{body[:at]}\n{body[at:]}"
    return head + body

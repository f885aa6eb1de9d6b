"""What can be mended without changing a word."""

from __future__ import annotations

import re
import unicodedata


def mend(content: bytes) -> bytes:
    """Mend a file: no byte-order mark, LF, letters composed (NFC), no spaces at line ends, one final newline.

    A file that is not UTF-8 comes back as it is: to guess its encoding could change its words.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE).rstrip("\n")
    return f"{text}\n".encode() if text else b""

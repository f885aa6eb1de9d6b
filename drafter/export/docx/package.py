"""The package round the parts of a Word file (ISO/IEC 29500-2): the same parts give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

CONTENT_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/comments.xml": f"{_WORD}.comments+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}

_ROOT = {
    "word/document.xml": f"{_OFFICE}/officeDocument",
    "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
    "docProps/custom.xml": f"{_OFFICE}/custom-properties",
}
RELATIONSHIPS = {
    "styles": ("rId1", "word/styles.xml"),
    "settings": ("rId2", "word/settings.xml"),
    "comments": ("rId3", "word/comments.xml"),
    "header": ("rId4", "word/header1.xml"),
    "footer": ("rId5", "word/footer1.xml"),
    "footnotes": ("rId6", "word/footnotes.xml"),
}
"""How the document names its parts: kind, id, part."""

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Write parts (name: XML without declaration) as one file.

    Nothing is compressed: what a compressor makes of the same text differs between its versions, and a file that
    says that it is of a commit has to be the same for everybody.
    """
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relationships({f"rId{n}": each for n, each in enumerate(_ROOT.items(), 1) if each[0] in parts}),
        "word/_rels/document.xml.rels": _relationships(
            {
                id: (part.removeprefix("word/"), f"{_OFFICE}/{kind}")
                for kind, (id, part) in RELATIONSHIPS.items()
                if part in parts
            }
        ),
        **parts,
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _DECLARATION + content)
    return buffer.getvalue()


def _content_types(parts: Mapping[str, bytes]) -> bytes:
    rows = [
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        *(f'<Override PartName="/{name}" ContentType="{CONTENT_TYPES[name]}"/>' for name in parts),
    ]
    return f'<Types xmlns="{_PACKAGE}/content-types">{"".join(rows)}</Types>'.encode()


def _relationships(rows: Mapping[str, tuple[str, str]]) -> bytes:
    listed = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{part}"/>' for id, (part, kind) in rows.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()

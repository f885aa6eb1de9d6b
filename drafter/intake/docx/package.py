"""A Word file opened with care: it comes from somebody else, and may be made to do harm."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from drafter.model.problem import Refused, refuse
from drafter.model.word import W

_MOST_PARTS = 2_000
_MOST_PART = 64 * 1024 * 1024
_MOST_TOTAL = 160 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The beginning of an old binary file; an encrypted one is wrapped so too (MS-CFB)."""

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


class Package:
    """The parts of a Word file, read when they are asked for."""

    def __init__(self, data: bytes, file: str) -> None:
        """Open a file's bytes. Raises Refused for what is no Word file, or one that would do harm."""
        self.file = file
        if data.startswith(_OLE):
            raise self._refused("it is encrypted, or of an old version of Word", "save it as .docx without a password")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._refused("it is not a Word file", "save it as .docx") from error
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_TOTAL:
            raise self._refused("it unpacks to far more than a text holds", "check where it comes from")
        self._names = {entry.filename: entry for entry in entries}
        if len(self._names) != len(entries):
            raise self._refused("it holds two parts of one name", "save it again with Word or LibreOffice")
        if any(name.lower().endswith("vbaproject.bin") for name in self._names):
            raise self._refused("it holds macros", "save it as .docx, without macros")
        self.document = self._main()

    def part(self, name: str) -> etree._Element | None:
        """Read a part as XML, or give None when there is none of that name."""
        if name not in self._names:
            return None
        source = self._read(name).replace(_STRICT, W.encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(source, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._refused(f"its part {name} can't be read", "save it again with Word or LibreOffice") from error
        # A document of Word has none; entities in one would be another text for each reader, or fill the memory.
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._refused(f"its part {name} declares entities", "check where it comes from")
        return root

    def related(self, kind: str) -> etree._Element | None:
        """Read the part to which the document relates as `styles`, `comments`, `numbering`, ..."""
        return next(self.all_related(kind), None)

    def all_related(self, kind: str) -> Iterator[etree._Element]:
        """Read all parts to which the document relates as `header`, `footer`, ..."""
        for id_kind, target in self._relations(self.document):
            root = self.part(target) if id_kind == kind else None
            if root is not None:
                yield root

    def properties(self) -> dict[str, str]:
        """Give the custom properties by name, and who saved the file last as `lastModifiedBy`."""
        found: dict[str, str] = {}
        for kind, target in self._relations(""):
            root = self.part(target) if kind in ("custom-properties", "core-properties") else None
            for each in () if root is None else root:
                if not isinstance(each.tag, str):
                    continue
                name = each.get("name") or etree.QName(each).localname
                found.setdefault(name, "".join(each.itertext()))
        return found

    def _main(self) -> str:
        types = self.part("[Content_Types].xml")
        if types is None:
            raise self._refused("it is not a Word file", "save it as .docx")
        if any("macroEnabled" in (each.get("ContentType") or "") for each in types):
            raise self._refused("it holds macros", "save it as .docx, without macros")
        for kind, target in self._relations(""):
            if kind == "officeDocument" and target in self._names:
                return target
        raise self._refused("it is not a Word file", "save it as .docx")

    def _relations(self, part: str) -> list[tuple[str, str]]:
        """Give kind and target of what a part relates to inside the package; nothing outside is ever fetched."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for each in () if root is None else root:
            if each.get("TargetMode") != "External" and each.get("Target"):
                target = each.get("Target") or ""
                resolved = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.append(((each.get("Type") or "").rsplit("/", 1)[-1], posixpath.normpath(resolved)))
        return found

    def _read(self, name: str) -> bytes:
        try:
            with self._archive.open(self._names[name]) as stream:
                source = stream.read(_MOST_PART + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise self._refused("it is damaged or encrypted", "save it again without a password") from error
        except Exception as error:
            # What a decompressor raises for broken data differs from one to the other (zlib.error, LZMAError).
            raise self._refused("it is damaged", "save it again with Word or LibreOffice") from error
        if len(source) > _MOST_PART:
            raise self._refused("it unpacks to far more than a text holds", "check where it comes from")
        return source

    def _refused(self, message: str, remedy: str) -> Refused:
        return refuse(message, remedy, rule="word-file", file=self.file)

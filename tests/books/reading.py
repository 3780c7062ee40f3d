"""Reads a book as programs do: the package, its items, the pages."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
MATH = "{http://www.w3.org/1998/Math/MathML}"
TYPE = "{http://www.idpf.org/2007/ops}type"


class ReadBook:
    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(data))
        self.names = self.archive.namelist()
        self.package = ElementTree.fromstring(self.archive.read("EPUB/package.opf"))
        self.items = {item.get("href"): item for item in self.package.iter(f"{OPF}item")}

    def page(self, path: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.archive.read(f"EPUB/{path}"))

    def text(self, path: str) -> str:
        return self.archive.read(f"EPUB/{path}").decode()

    def values(self, name: str) -> list[str]:
        return [node.text or "" for node in self.package.iter(f"{DC}{name}")]

    def properties(self, path: str) -> str:
        return self.items[path].get("properties", "")

    @property
    def spine(self) -> list[str]:
        paths = {item.get("id"): path for path, item in self.items.items()}
        return [paths[ref.get("idref")] for ref in self.package.iter(f"{OPF}itemref")]

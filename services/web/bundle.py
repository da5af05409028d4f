"""Streamlit's front end as it lies on disk: its files, packed on first use, and what its chunks import."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from services.web.packing import Packed, pack

# not from the mimetypes module: on Windows the registry has its own ideas of .js
PACKABLE = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
STATIC_IMPORT = re.compile(r"""(?:from|import)\s*["'`]\./([\w.\-]+\.js)["'`]""")


class BundleError(RuntimeError):
    """The front end is not the one the board was built against; the message says what is missing."""


class Bundle:
    """The folder `static/` of the installed Streamlit. Its files carry a hash of their content in their name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = (path for path in (folder / "static").rglob("*") if path.suffix in PACKABLE)
        self.names = frozenset(path.relative_to(folder).as_posix() for path in files)
        self.packed = cache(self._packed)
        self.imports = cache(self._imports)

    def _packed(self, name: str, encoding: str) -> Packed:
        return pack((self.folder / name).read_bytes(), encoding)

    def _imports(self, name: str) -> list[str]:
        text = (self.folder / name).read_text(encoding="utf-8")
        return [f"static/js/{imported}" for imported in STATIC_IMPORT.findall(text)]

    def media_type(self, name: str) -> str:
        """The media type of one of `names`."""
        return PACKABLE[Path(name).suffix]

    def html(self) -> str:
        """Streamlit's own index page."""
        return (self.folder / "index.html").read_text(encoding="utf-8")

    def find(self, kind: str, stem: str) -> str:
        """The name of the one file of a kind (js, css, media) with this stem before its hash."""
        found = sorted((self.folder / "static" / kind).glob(f"{stem}.*"))
        if len(found) != 1:
            raise BundleError(f"Streamlit's front end has {len(found)} files {kind}/{stem}.*, not one")
        return found[0].relative_to(self.folder).as_posix()

    def with_imports(self, stems: Iterable[str]) -> tuple[str, ...]:
        """The chunks of these stems and all that they import, directly or not, in the order found."""
        waiting, found = [self.find("js", stem) for stem in stems], {}
        while waiting:
            name = waiting.pop(0)
            if name not in found:
                found[name] = True
                waiting += self.imports(name)
        return tuple(found)

    def warm(self, stems: Iterable[str]) -> None:
        """Pack these chunks and their imports, as a browser of today asks for them, before anybody waits."""
        for name in self.with_imports(stems):
            self.packed(name, "br")

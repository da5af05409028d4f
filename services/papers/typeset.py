"""Typesetting by typst, offline and in the font that comes with the installation.

A template is a file of ours. What it sets is handed over as JSON and never becomes markup, so nothing in a
text from outside can be run; typst reads no file but those of one fresh folder.
"""

import importlib.util
import json
import struct
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

MAIN, CONTENT = "main.typ", "content.json"
DOTS_PER_INCH = 144
METRES_OF_AN_INCH = 0.0254
# The signature and IHDR of a PNG.
END_OF_HEADER = 33


def pdf(template: Path, content: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """A template with its content as a tagged PDF. `files` are pictures by the names that the content gives them.

    Raises typst.TypstError when a file is no picture.
    """
    return _compile(template, content, files, "pdf", DOTS_PER_INCH)[0]


def png(
    template: Path, content: Mapping[str, Any], files: Mapping[str, bytes], dots_per_inch: float = DOTS_PER_INCH
) -> list[bytes]:
    """The same as pictures, one a page, each with the size at which it is to be printed."""
    return [_sized(made, dots_per_inch) for made in _compile(template, content, files, "png", dots_per_inch)]


def _sized(png: bytes, dots_per_inch: float) -> bytes:
    """A PNG with its resolution (pHYs, ISO/IEC 15948, 11.3.4.3) behind the header: without it a program that prints
    or sets the picture assumes another scale than the one written on the map."""
    a_metre = round(dots_per_inch / METRES_OF_AN_INCH)
    chunk = b"pHYs" + struct.pack(">IIB", a_metre, a_metre, 1)
    whole = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:END_OF_HEADER] + whole + png[END_OF_HEADER:]


def _compile(
    template: Path, content: Mapping[str, Any], files: Mapping[str, bytes], form: Literal["pdf", "png"], dots: float
) -> list[bytes]:
    # typst takes files from memory too, but only such as are text.
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, held in files.items():
            (root / name).write_bytes(held)
        (root / CONTENT).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        main = root / MAIN
        main.write_bytes(template.read_bytes())
        made = typst.compile(main, root=root, format=form, ppi=dots, font_paths=[_fonts()], ignore_system_fonts=True)
    return made if isinstance(made, list) else [made]


@cache
def _fonts() -> Path:
    found = importlib.util.find_spec("manimgx_fonts_cjk")
    if found is None or found.origin is None:
        raise RuntimeError("the font package manimgx-fonts-cjk is not installed")
    return Path(found.origin).parent

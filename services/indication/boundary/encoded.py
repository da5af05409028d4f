"""How the texts of a Shapefile's table are encoded; GDAL gives them byte by byte."""

import codecs
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from data.texts import Text
from services.indication.boundary.raw import RawFeature, Value

# One character a byte; a character takes up to four in any encoding.
BYTES, LONGEST = "ISO-8859-1", 4
CHINESE = {"936", "cp936", "gbk", "gb2312", "gb18030", "ansi 936", "oem 936", "windows-936"}
FIELDS = 32


def codec_of(parts: Mapping[str, bytes]) -> tuple[str, list[Text]]:
    """How the attributes are written: as the .cpg says, else UTF-8 or, as ArcGIS in China writes, GB18030."""
    stated = parts.get(".cpg", b"").decode("ascii", "replace").strip().lower()
    stated = "gb18030" if stated in CHINESE else stated
    for name in (stated, f"cp{stated}"):
        with suppress(LookupError):
            return codecs.lookup(name).name, []
    try:
        _texts(parts.get(".dbf", b"")).decode("utf-8")
    except UnicodeDecodeError:
        said = Text(
            "属性表未写明编码，已按 GB18030（GBK）读取", "its attributes were read as GB18030: it states no encoding"
        )
        return "gb18030", [said]
    return "utf-8", []


def decoded(feature: RawFeature, codec: str) -> RawFeature:
    """The texts of a feature that was read byte by byte."""
    attributes = {_decode(name, codec): _decode(value, codec) for name, value in feature.attributes.items()}
    return replace(feature, attributes={str(name): value for name, value in attributes.items()})


def _decode(value: Value, codec: str) -> Value:
    """dBASE cuts texts in the middle of a character, whose rest is left out; some .cpg say UTF-8 of a GBK table."""
    if not isinstance(value, str):
        return value
    written = value.encode(BYTES)
    try:
        return written.decode(codec)
    except UnicodeDecodeError as error:
        cut = error.start > len(written) - LONGEST
        return written[: error.start].decode(codec) if cut else written.decode("gb18030", "replace")


def _texts(table: bytes) -> bytes:
    """What may be text in a dBASE table: the names of its fields, 11 bytes of each 32, and its records."""
    if len(table) < FIELDS:
        return b""
    records = int.from_bytes(table[8:10], "little")
    return b"".join(table[start : start + 11] for start in range(FIELDS, records, FIELDS)) + table[records:]

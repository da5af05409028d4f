"""Several files as one zip, with an index that lists every member and names what is missing."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from services.figures.export import Provenance, table_csv
from services.papers.paper import writable
from services.words.language import Language

# What Windows, where these zips are opened, can't have in a file name; and what turns the direction of writing.
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# In characters: three bytes each in Chinese, of the 255 that a file system gives a name.
LONGEST = 80


def bundle(files: Mapping[str, bytes], missing: Sequence[str], provenance: Provenance, _: Language) -> bytes:
    """A zip of the files in their order, the index (CSV) first: number, name, bytes and SHA-256 of each, then what is
    `missing`, in words.

    Names may hold folders ("附件/合同.pdf"). One that a system could not hold, or that leads out of the folder, is
    mended; two that would fall on each other are told apart. The same input gives the same bytes.
    """
    index = _("index.csv")
    members = dict(zip(safe_names(files, taken=[index]), files.values(), strict=True))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {index: _index(members, missing, provenance, _), **members}.items():
            archive.writestr(_entry(name, provenance), content)
    return out.getvalue()


def safe_names(names: Iterable[str], *, taken: Iterable[str] = ()) -> list[str]:
    """The names as a zip may hold them, all different, also where capitals are not told from small letters."""
    used = {name.casefold() for name in taken}
    found = []
    for name in names:
        safe, turn = _safe(name), 1
        candidate = safe
        while candidate.casefold() in used:
            turn += 1
            candidate = _numbered(safe, turn)
        used.add(candidate.casefold())
        found.append(candidate)
    return found


def _safe(name: str) -> str:
    parts = [_part(part) for part in writable(name).replace("\\", "/").split("/")]
    return "/".join(part for part in parts if part) or "_"


def _part(part: str) -> str:
    """One folder or file name; ".." and "." become nothing, for Windows drops points at the end."""
    stem, point, ending = FORBIDDEN.sub("_", part).strip(" .").rpartition(".")
    clean = f"{stem[: LONGEST - len(ending) - 1]}{point}{ending}"[:LONGEST]
    return f"_{clean}" if RESERVED.fullmatch(clean) else clean


def _numbered(name: str, turn: int) -> str:
    folder, slash, last = name.rpartition("/")
    stem, point, ending = last.rpartition(".")
    return f"{folder}{slash}{stem} ({turn}).{ending}" if point and stem else f"{name} ({turn})"


def _index(members: Mapping[str, bytes], missing: Sequence[str], provenance: Provenance, _: Language) -> bytes:
    rows = [
        (number, name, len(content), hashlib.sha256(content).hexdigest(), _("Included"))
        for number, (name, content) in enumerate(members.items(), start=1)
    ]
    gaps = [(None, what, None, None, _("Missing")) for what in missing]
    columns = {
        _("No."): pl.Int64,
        _("File"): pl.String,
        _("Bytes"): pl.Int64,
        "SHA-256": pl.String,
        _("State"): pl.String,
    }
    return table_csv(pl.DataFrame([*rows, *gaps], schema=columns, orient="row"), provenance, _)


def _entry(name: str, provenance: Provenance) -> zipfile.ZipInfo:
    day = provenance.as_of
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry

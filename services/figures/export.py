"""A figure to take away: PNG and SVG with everything that must be known inside the picture, CSV and XLSX.

Charts are drawn by vl-convert in this process, in a font that comes with the installation: a named font
that is missing would erase all text.
"""

import importlib.util
import io
import json
import textwrap
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import vl_convert
import xlsxwriter

from services.exchange.sheets import guard
from services.figures.spec import NAME, Spec
from services.words import formats
from services.words.language import Language

WIDTH, HEIGHT, SCALE = 900, 380, 2
LINE = 64


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every figure says of itself, in the reader's language: its title, what is counted (口径), the
    period, the as-of day, the commit it is known at, where the rows come from, whether they are invented, how many
    of them the IP section has not checked yet (未核), the filters that it follows in words (`filters`, "" for none),
    and where it doesn't hold all rows, which ones it does (`held`)."""

    title: str
    definition: str
    period: str
    as_of: date
    commit: int
    source: str
    demonstration: bool
    unchecked: int = 0
    filters: str = ""
    held: str = ""

    def line(self, _: Language) -> str:
        """All but title and definition in one line, as it stands beneath a figure."""
        return " · ".join(filter(None, (
            self.period,
            _("Filtered: {filters}", filters=self.filters) if self.filters else "",
            self.held,
            _("As of {day}", day=formats.day(self.as_of, _.code)),
            _("Source: {source}", source=self.source),
            _.n("{n} row unchecked", "{n} rows unchecked", self.unchecked) if self.unchecked else "",
            _("Demonstration data") if self.demonstration else "",
        )))  # fmt: skip

    def notes(self, _: Language) -> list[tuple[str, str]]:
        """Label and text of everything, for a sheet of notes."""
        return [
            (_("Title"), self.title),
            (_("Definition"), self.definition),
            (_("Period"), self.period),
            (_("Filters"), self.filters or _("none")),
            *([(_("Rows held"), self.held)] if self.held else []),
            (_("As of"), formats.day(self.as_of, _.code)),
            (_("As known at commit"), str(self.commit)),
            (_("Source"), self.source),
            (_("Rows unchecked"), formats.number(self.unchecked)),
            *([(_("Mark"), _("Demonstration data, not real"))] if self.demonstration else []),
        ]


def png(spec: Spec, rows: pl.DataFrame, provenance: Provenance, _: Language) -> bytes:
    """The figure as a PNG, twice the size for print. `spec` is a `picture_spec`. Raises ValueError for a bad one."""
    _register_font()
    return vl_convert.vegalite_to_png(_picture(spec, rows, provenance, _), scale=SCALE)


def svg(spec: Spec, rows: pl.DataFrame, provenance: Provenance, _: Language) -> bytes:
    """The figure as an SVG whose text stays text. `spec` is a `picture_spec`. Raises ValueError for a bad one."""
    _register_font()
    return vl_convert.vegalite_to_svg(_picture(spec, rows, provenance, _)).encode()


@cache
def _register_font() -> None:
    found = importlib.util.find_spec("noto_cjk_sans_otc")
    if found is None or found.origin is None:
        raise RuntimeError("the font package noto-cjk-sans-otc is not installed")
    vl_convert.register_font_directory(str(Path(found.origin).parent))


def _picture(spec: Spec, rows: pl.DataFrame, provenance: Provenance, _: Language) -> dict[str, Any]:
    size = {"width": WIDTH, "height": spec.get("height", HEIGHT)} if "mark" in spec or "layer" in spec else {}
    known = _("Commit {number}", number=provenance.commit)
    said = (f"{provenance.line(_)} · {known}", *provenance.definition.split("\n\n"))
    subtitle = [line for text in said for line in textwrap.wrap(text, LINE if _.code != "en" else 2 * LINE)]
    return {
        **spec,
        **size,
        "title": {"text": provenance.title, "subtitle": subtitle},
        "datasets": {**spec.get("datasets", {}), NAME: json.loads(json.dumps(rows.to_dicts(), default=_json))},
    }


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else float(value)


def table_csv(frame: pl.DataFrame, provenance: Provenance, _: Language) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, the notes above them; nothing in it can be run."""
    notes = pl.DataFrame(provenance.notes(_), schema=["label", "text"], orient="row")
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    labels = pl.DataFrame({"label": frame.columns}).select(guard(pl.col("label"))).to_series()
    safe = frame.with_columns(guard(pl.col(name)) for name in texts)
    out = io.BytesIO()
    out.write(b"\xef\xbb\xbf")
    notes.with_columns(guard(pl.all())).write_csv(out, include_header=False)
    out.write(b"\n")
    safe.rename(dict(zip(frame.columns, labels, strict=True))).write_csv(out)
    return out.getvalue()


def table_xlsx(frame: pl.DataFrame, provenance: Provenance, _: Language) -> bytes:
    """The rows as a workbook with a second sheet of notes; above the rows what must not get lost. Texts stay texts: no
    formulas, no links."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        data = book.add_worksheet(_("Data"))
        above = [
            *([_("Demonstration data, not real")] if provenance.demonstration else []),
            provenance.title,
            provenance.line(_),
        ]
        frame.write_excel(
            book, data, position=(len(above) + 1, 0), autofit=True, header_format={"bold": True},
            dtype_formats={pl.Date: "yyyy-mm-dd"},
        )  # fmt: skip
        for number, text in enumerate(above):
            data.write_string(number, 0, text)
        notes = book.add_worksheet(_("Notes"))
        notes.set_column(0, 0, 18)
        notes.set_column(1, 1, 90, book.add_format({"text_wrap": True, "valign": "top"}))
        for number, (label, text) in enumerate(provenance.notes(_)):
            notes.write_string(number, 0, label)
            notes.write_string(number, 1, text)
    return out.getvalue()

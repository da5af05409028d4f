"""The sheets of an .xlsx or .xlsm from its XML, streamed: cells with their true places and everything a person would
see of them, and nothing that had to be guessed."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree
from xml.parsers import expat

from services.intake.container import BLOCK, Part, broken, found, workbook_path
from services.intake.grid import Box, Budget, Grid, RawSheet, too_large
from services.intake.limits import Limits
from services.intake.marks import NO_RESULT, PICTURE, clean
from services.intake.number_formats import PERCENTAGES, Format, around, formats
from services.intake.values import DATE_FORMATS, number, shows_dates

ERRORS = "e"
TRUE = ("1", "true")
# A sheet has no more; empty ones that some programs write out to its end cost little.
MOST_ROWS = 1_048_576
ESCAPED = re.compile(r"_x(00[0-9A-Fa-f]{2})_")


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share. `dates` are the cell styles that show dates, `formats` those that show
    more of a number than its figures, `around` what others show before and behind a text; `stale` says that the
    workbook asks to be calculated when it is opened, as programs write that can't calculate themselves."""

    texts: list[str]
    dates: frozenset[int]
    formats: dict[int, tuple[Format, ...]]
    around: dict[int, tuple[str, str]]
    from_1904: bool
    stale: bool


def sheets(archive: zipfile.ZipFile, parts: list[Part], limits: Limits) -> list[RawSheet]:
    """All worksheets in the workbook's order; raises RefusedFile."""
    book, budget = _book(archive, limits), Budget(limits)
    return [_Sheet(Grid(part.name, part.hidden, budget), book, limits).read(archive, part.path) for part in parts]


def _book(archive: zipfile.ZipFile, limits: Limits) -> Book:
    workbook = ElementTree.fromstring(archive.read(workbook_path(archive) or ""))
    settings = {local(element.tag): element for element in workbook}
    styles = _styles(archive)
    properties, calculation = settings.get("workbookPr"), settings.get("calcPr")
    return Book(
        texts=_shared_texts(archive, limits),
        dates=frozenset(style for style, (format_, code) in enumerate(styles) if _is_date(format_, code)),
        formats={style: held for style, (format_, code) in enumerate(styles) if (held := _format(format_, code))},
        around={style: beside for style, (_, code) in enumerate(styles) if any(beside := around(code or ""))},
        from_1904=properties is not None and properties.get("date1904") in TRUE,
        stale=calculation is not None and calculation.get("fullCalcOnLoad") in TRUE,
    )


def local(name: str) -> str:
    """A tag without its namespace or prefix."""
    return name.rpartition("}")[2].rpartition(":")[2]


def _styles(archive: zipfile.ZipFile) -> list[tuple[int, str | None]]:
    """The number format of each cell style: its number, and its code where the workbook has one of its own."""
    path = found(archive, "xl/styles.xml")
    if path is None:
        return []
    codes: dict[int, str] = {}
    styles: list[int] = []
    for part in ElementTree.fromstring(archive.read(path)):
        if local(part.tag) == "numFmts":
            codes = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in part}
        elif local(part.tag) == "cellXfs":
            styles = [int(one.get("numFmtId", 0)) for one in part]
    return [(format_, codes.get(format_)) for format_ in styles]


def _is_date(format_: int, code: str | None) -> bool:
    return format_ in DATE_FORMATS if code is None else shows_dates(code)


def _format(format_: int, code: str | None) -> tuple[Format, ...]:
    return formats(PERCENTAGES.get(format_, "") if code is None else code)


def _shared_texts(archive: zipfile.ZipFile, limits: Limits) -> list[str]:
    path = found(archive, "xl/sharedStrings.xml")
    if path is None:
        return []
    texts: list[str] = []
    pieces: list[str] = []
    # Phonetic readings stand beside the text, not in it.
    depth = {"rPh": 0}

    def start(name: str, _attributes: dict[str, str]) -> None:
        match local(name):
            case "si":
                pieces.clear()
            case "rPh":
                depth["rPh"] += 1
            case "t" if not depth["rPh"]:
                parser.CharacterDataHandler = pieces.append
            case _:
                pass

    def end(name: str) -> None:
        match local(name):
            case "si":
                texts.append(clean(_unescaped("".join(pieces)))[: limits.geometry + 1])
            case "rPh":
                depth["rPh"] -= 1
            case "t":
                parser.CharacterDataHandler = None
            case _:
                pass

    parser = _parser(start, end)
    _stream(archive, path, parser)
    return texts


def _unescaped(text: str) -> str:
    """A text with the characters that XML can't hold and a workbook writes as _x000D_."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _parser(start: Callable[..., None], end: Callable[[str], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse_declarations
    return parser


def _refuse_declarations(*_declared: object) -> None:
    """No workbook declares a document type; whoever does wants entities expanded."""
    raise broken()


def _stream(archive: zipfile.ZipFile, path: str, parser: expat.XMLParserType) -> None:
    with archive.open(path) as stream:
        while block := stream.read(BLOCK):
            parser.Parse(block)
    parser.Parse(b"", True)


class _Sheet:
    """Reads one worksheet. Its handlers run for every cell: they do little, the commonest first."""

    def __init__(self, grid: Grid, book: Book, limits: Limits) -> None:
        self.grid, self.book, self.limits = grid, book, limits
        self.row, self.column, self.rows = -1, -1, 0
        self.row_number = ""
        self.attributes: dict[str, str] = {}
        self.formula: str | None = None
        self.value: str | None = None
        # The pieces of a text, of which the first so many are its own and not blanks between elements.
        self.pieces: list[str] = []
        self.kept = self.phonetic = 0

    def read(self, archive: zipfile.ZipFile, path: str) -> RawSheet:
        parser = _parser(self.start, self.end)
        parser.CharacterDataHandler = self.pieces.append
        _stream(archive, path, parser)
        return self.grid.sheet()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "v" or name == "f":
            self.pieces.clear()
        elif name == "c":
            self.attributes, self.formula, self.value = attributes, None, None
            self._place(attributes.get("r"))
        elif name == "row":
            self._row(attributes)
        elif name == "is":
            self.pieces.clear()
            self.kept = 0
        elif name == "t":
            del self.pieces[self.kept :]
        elif name == "rPh":
            self.phonetic = self.kept
        elif name == "col":
            if attributes.get("hidden") in TRUE or attributes.get("width") == "0":
                last = min(int(attributes["max"]), self.limits.columns)
                self.grid.hidden_columns.update(range(int(attributes["min"]) - 1, last))
        elif name == "mergeCell":
            self.grid.merged.append(box(attributes.get("ref", "")))

    def end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "v":
            self.value = "".join(self.pieces)
        elif name == "c":
            # Most cells of a sheet that was formatted as a whole are empty.
            if self.value is None and self.formula is None:
                return
            text, mark = self._seen()
            if text and not text.isspace():
                self.grid.put(self.row, self.column, text, mark)
        elif name == "f":
            self.formula = "".join(self.pieces)
        elif name == "t":
            self.kept = len(self.pieces)
        elif name == "is":
            self.value = "".join(self.pieces[: self.kept])
        elif name == "rPh":
            # A phonetic reading stands beside the text, not in it.
            self.kept = self.phonetic

    def _row(self, attributes: dict[str, str]) -> None:
        number_ = attributes.get("r")
        self.row = int(number_) - 1 if number_ else self.row + 1
        self.row_number = str(self.row + 1)
        self.column = -1
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise too_large(self.rows, 0, self.limits)
        if attributes.get("hidden") in TRUE or attributes.get("ht") == "0":
            self.grid.hidden_rows.add(self.row)

    def _place(self, place: str | None) -> None:
        """Where a cell says that it stands, else right of the one before."""
        if place is None:
            self.column += 1
        elif (letters := place.removesuffix(self.row_number)).isalpha():
            self.column = column_of(letters)
        else:
            self.row, self.column = position(place)

    def _seen(self) -> tuple[str, str]:
        """What a person sees in the cell, and marks."""
        value, kind = self.value, self.attributes.get("t", "n")
        if kind == "s" and value and self.formula is None:
            return self._worded(self.book.texts[int(value)]), ""
        # A picture placed in a cell is kept as an error with a rich value.
        if (kind == ERRORS and "vm" in self.attributes) or (self.formula and "DISPIMG(" in self.formula):
            return PICTURE, ""
        if self.formula is not None and self._uncalculated(kind):
            return clean(f"={self.formula}"), NO_RESULT
        if not value or value.isspace():
            return "", ""
        match kind:
            case "s":
                return self._worded(self.book.texts[int(value)]), ""
            case "b":
                return ("TRUE" if value in TRUE else "FALSE"), ""
            case "n":
                book, style = self.book, int(self.attributes.get("s", 0))
                form = book.formats.get(style, ())
                return number(float(value), date=style in book.dates, from_1904=book.from_1904, form=form)
            case "d":
                return value.removesuffix("T00:00:00"), ""
            case _:
                return self._worded(clean(_unescaped(value))), ""

    def _worded(self, text: str) -> str:
        """A text with what its format shows around it."""
        if not self.book.around or not text:
            return text
        before, behind = self.book.around.get(int(self.attributes.get("s", 0)), ("", ""))
        return f"{before}{text}{behind}"

    def _uncalculated(self, kind: str) -> bool:
        """A formula without a result. An empty text is a result; a zero in a workbook that was never calculated
        is none, for programs write it in place of one."""
        if not self.value or self.value.isspace():
            return kind not in ("str", "inlineStr")
        return self.book.stale and kind == "n" and float(self.value) == 0


@cache
def column_of(letters: str) -> int:
    """A column's number, from 0, from its letters: A is 0."""
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        column = column * 26 + ord(letter) - 64
    return column - 1


def position(place: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference such as B4."""
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]) - 1, column_of(letters)


def box(reference: str) -> Box:
    """The rows and columns, from 0, of a range such as A1:B2."""
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return top, left, bottom, right

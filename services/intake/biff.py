"""The sheets of an .xls or .et (BIFF8, [MS-XLS]): what `xlsx` reads from XML, read from records."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.texts import Text
from services.intake.container import SAVE_AGAIN, encrypted
from services.intake.errors import RefusedFile
from services.intake.grid import Budget, Grid, RawSheet
from services.intake.limits import Limits
from services.intake.marks import NO_RESULT, clean
from services.intake.number_formats import PERCENTAGES, Format, around, formats
from services.intake.ole import Compound
from services.intake.values import DATE_FORMATS, number, shows_dates

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BOF, EOF, SST, CONTINUE = 0x809, 0x0A, 0xFC, 0x3C
LABELSST, NUMBER, RK, MULRK, FORMULA, STRING, BOOLERR, LABEL, RSTRING, ROW, COLINFO, MERGED = (
    0xFD, 0x203, 0x27E, 0xBD, 0x06, 0x207, 0x205, 0x204, 0xD6, 0x208, 0x7D, 0xE5,
)  # fmt: skip
BIFF8 = 0x600
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
Record = tuple[int, bytes]


@dataclass
class Book:
    """What all sheets share; `sheets` are name, whether hidden, and where the sheet begins. `calculated` says that a
    spreadsheet wrote the workbook: programs that can't calculate don't note with which engine they did."""

    from_1904: bool = False
    calculated: bool = False
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)

    def shows_date(self, style: int) -> bool:
        format_ = self._format_of(style)
        return shows_dates(self.codes[format_]) if format_ in self.codes else format_ in DATE_FORMATS

    def format(self, style: int) -> tuple[Format, ...]:
        """What a cell style shows of a number beside its figures."""
        format_ = self._format_of(style)
        return formats(self.codes.get(format_, PERCENTAGES.get(format_, "")))

    def worded(self, text: str, style: int) -> str:
        """A text with what its cell style shows around it."""
        before, behind = around(self.codes.get(self._format_of(style), ""))
        return f"{before}{text}{behind}" if text else text

    def _format_of(self, style: int) -> int:
        return self.formats[style] if style < len(self.formats) else 0


def read_biff(content: bytes, limits: Limits) -> list[RawSheet]:
    """All worksheets; raises RefusedFile, and ValueError and its like where the file is damaged."""
    if ENCRYPTED in content:
        raise encrypted()
    compound = Compound(content)
    if "Workbook" not in compound.names:
        raise _something_else(compound.names)
    stream = compound.stream("Workbook")
    book, budget = _book(stream, limits), Budget(limits)
    return [_sheet(Grid(name, hidden, budget), book, _records(stream, start)) for name, hidden, start in book.sheets]


def _something_else(names: frozenset[str]) -> RefusedFile:
    if "Book" in names:
        said = Text("文件是 Excel 5.0/95 格式，不能直接读取", "the file is in the format of Excel 5.0/95")
    elif "WordDocument" in names:
        said = Text("文件其实是 Word 文档，不是表格", "the file is a Word document, no workbook")
    elif any(name.startswith("PowerPoint") for name in names):
        said = Text("文件其实是演示文稿，不是表格", "the file is a presentation, no workbook")
    else:
        said = Text("文件内没有工作簿", "the file holds no workbook")
    return RefusedFile(said, SAVE_AGAIN)


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from there to the end of the substream, without those of charts inside it."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, body


def _book(stream: bytes, limits: Limits) -> Book:
    book, shared = Book(), list[bytes]()
    before = 0
    for kind, body in _records(stream, 0):
        match kind:
            case 0x809 if struct.unpack_from("<H", body)[0] != BIFF8:
                raise _something_else(frozenset({"Book"}))
            case 0x2F:  # FILEPASS
                raise encrypted()
            case 0x22:  # DATEMODE
                book.from_1904 = body[0] == 1
            case 0x1C1:  # RECALCID
                book.calculated = True
            case 0x41E:  # FORMAT
                book.codes[struct.unpack_from("<H", body)[0]] = _text(body, 2)
            case 0xE0:  # XF
                book.formats.append(struct.unpack_from("<H", body, 2)[0])
            case 0x85:  # BOUNDSHEET
                start, seen, what = struct.unpack_from("<IBB", body)
                if what == 0:
                    book.sheets.append((_text(body, 6, short=True), seen & 3 != 0, start))
            case 0xFC:
                shared = [body]
            case 0x3C if before in (SST, CONTINUE) and shared:
                shared.append(body)
            case _:
                pass
        before = kind
    if shared:
        book.texts = _Shared(shared).texts(limits)
    return book


def _text(body: bytes, at: int, *, short: bool = False) -> str:
    """A text with its length and flag before it."""
    count = body[at] if short else struct.unpack_from("<H", body, at)[0]
    at += 1 if short else 2
    wide, start = body[at] & 1, at + 1 + (2 if body[at] & 8 else 0) + (4 if body[at] & 4 else 0)
    return body[start : start + count * 2].decode("utf-16-le", "replace") if wide else _latin(body, start, count)


def _latin(body: bytes, start: int, count: int) -> str:
    return body[start : start + count].decode("latin-1")


class _Shared:
    """The table of shared texts, which runs on through CONTINUE records; a text cut there says anew how it is kept."""

    def __init__(self, blocks: list[bytes]) -> None:
        self.blocks, self.block, self.at = blocks, 0, 8

    def texts(self, limits: Limits) -> list[str]:
        count = struct.unpack_from("<I", self.blocks[0], 4)[0]
        texts = []
        for _ in range(count):
            if self.block >= len(self.blocks) or (self._rest() == 0 and self.block + 1 >= len(self.blocks)):
                break
            texts.append(self._one()[: limits.geometry + 1])
        return texts

    def _rest(self) -> int:
        return len(self.blocks[self.block]) - self.at

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            if self._rest() <= 0:
                self.block, self.at = self.block + 1, 0
            piece = self.blocks[self.block][self.at : self.at + count - len(taken)]
            self.at += len(piece)
            taken += piece
        return taken

    def _one(self) -> str:
        count, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        more = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        wide, pieces = flags & 1, list[str]()
        while count:
            if self._rest() <= 0:
                self.block, self.at = self.block + 1, 1
                wide = self.blocks[self.block][0] & 1
            size = min(count, self._rest() // (2 if wide else 1))
            if size == 0:
                raise ValueError("shared texts")
            piece = self._take(size * 2 if wide else size)
            pieces.append(piece.decode("utf-16-le" if wide else "latin-1", "replace"))
            count -= size
        self._take(4 * runs + more)
        return "".join(pieces)


def _sheet(grid: Grid, book: Book, records: Iterator[Record]) -> RawSheet:
    waiting: tuple[int, int] | None = None
    for kind, body in records:
        if waiting and kind == STRING:
            _put(grid, *waiting, _text(body, 0))
            waiting = None
        elif kind == ROW:
            if body[12] & 0x20:
                grid.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == COLINFO:
            first, last, width, _style, flags = struct.unpack_from("<5H", body)
            if flags & 1 or width == 0:
                grid.hidden_columns.update(range(first, last + 1))
        elif kind == MERGED:
            boxes = struct.iter_unpack("<4H", body[2 : 2 + 8 * struct.unpack_from("<H", body)[0]])
            grid.merged += [(top, left, bottom, right) for top, bottom, left, right in boxes]
        elif kind == FORMULA:
            waiting = _formula(grid, book, body)
        elif kind in CELLS:
            _cell(grid, book, kind, body)
    return grid.sheet()


CELLS = frozenset([LABELSST, NUMBER, RK, MULRK, BOOLERR, LABEL, RSTRING])


def _cell(grid: Grid, book: Book, kind: int, body: bytes) -> None:
    row, column, style = struct.unpack_from("<3H", body)
    match kind:
        case 0xFD:
            _put(grid, row, column, book.worded(book.texts[struct.unpack_from("<I", body, 6)[0]], style))
        case 0x203:
            _number(grid, book, row, column, style, struct.unpack_from("<d", body, 6)[0])
        case 0x27E:
            _number(grid, book, row, column, style, _packed(struct.unpack_from("<I", body, 6)[0]))
        case 0xBD:
            for offset, (own, value) in enumerate(struct.iter_unpack("<HI", body[4 : len(body) - 2])):
                _number(grid, book, row, column + offset, own, _packed(value))
        case 0x205:
            _truth(grid, row, column, body[6], error=bool(body[7]))
        case _:
            _put(grid, row, column, book.worded(_text(body, 6), style))


def _formula(grid: Grid, book: Book, body: bytes) -> tuple[int, int] | None:
    """Put a formula's result; where it is a text, the place that waits for it."""
    row, column, style = struct.unpack_from("<3H", body)
    text_follows, empty = (body[12:14] == b"\xff\xff" and body[6] == kind for kind in (0, 3))
    if not book.calculated and (empty or body[6:14] == bytes(8)):
        grid.put(row, column, "=", NO_RESULT)
    elif text_follows:
        return row, column
    elif body[12:14] != b"\xff\xff":
        _number(grid, book, row, column, style, struct.unpack_from("<d", body, 6)[0])
    elif not empty:
        _truth(grid, row, column, body[8], error=body[6] == 2)
    return None


def _put(grid: Grid, row: int, column: int, text: str) -> None:
    text = clean(text)
    if text and not text.isspace():
        grid.put(row, column, text)


def _truth(grid: Grid, row: int, column: int, value: int, *, error: bool) -> None:
    grid.put(row, column, ERRORS.get(value, "#N/A") if error else ("TRUE" if value else "FALSE"))


def _number(grid: Grid, book: Book, row: int, column: int, style: int, value: float) -> None:
    date, form = book.shows_date(style), book.format(style)
    grid.put(row, column, *number(value, date=date, from_1904=book.from_1904, form=form))


def _packed(value: int) -> float:
    """A number in four bytes: a whole number or the upper half of a double, perhaps in hundredths."""
    if value & 2:
        whole = struct.unpack("<i", struct.pack("<I", value & 0xFFFFFFFC))[0] >> 2
        return whole / 100 if value & 1 else float(whole)
    decimal = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", value & 0xFFFFFFFC))[0]
    return decimal / 100 if value & 1 else decimal

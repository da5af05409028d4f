"""A table in a text file: encoding, delimiter, and quotes that belong together."""

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from data.texts import Text
from services.intake.container import wide_encoding
from services.intake.errors import RefusedFile
from services.intake.grid import Budget, Grid, RawSheet
from services.intake.limits import Limits
from services.intake.marks import clean

DELIMITERS = (",", "\t", ";", "|")
# What stands between cells where somebody typed the table in Chinese. The signs stand in texts as well.
TYPED = ("，", "；", "｜", "、")
DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
BLANKS = re.compile(r"(?<=\S)[ \u3000]+(?=\S)")
LOOKED_AT = 50
QUOTED = re.compile(r'"[^"]*"')
# Programs set a tab beside a number so that Excel keeps it a text.
BESIDE = re.compile(r"\t*([,;])\t*")
# Excel's own way to keep a text from becoming a number: ="00123".
AS_TEXT = re.compile(r'^="((?:[^"]|"")*)"$')


def read_text(content: bytes, limits: Limits) -> RawSheet:
    """The cells of a text table; row numbers are those of its records. Raises RefusedFile."""
    text, delimiter, width = _parted(_decoded(content))
    grid = Grid("", False, Budget(limits))
    lines = io.StringIO(text, newline="")
    # An unclosed quote would take up the rest of the file, and more than a field may hold.
    csv.field_size_limit(len(text) + 1)
    rows, row, line, begun = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True), 0, 1, False
    try:
        for row, cells in enumerate(rows):
            begun = begun or len(cells) == width
            if begun and delimiter in TYPED and len(cells) not in (0, 1, width):
                raise _within(line, delimiter)
            if any(_swallowed(cell, delimiter, len(cells)) for cell in cells):
                raise _unclosed(line)
            for column, cell in enumerate(cells):
                if cell and not cell.isspace():
                    grid.put(row, column, _plain(cell))
            line = rows.line_num + 1
    except csv.Error as error:
        raise _unclosed(line) from error
    return grid.sheet()


def _plain(cell: str) -> str:
    found = AS_TEXT.match(cell)
    return clean(found[1].replace('""', '"') if found else cell)


def _decoded(content: bytes) -> str:
    """UTF-16 (Excel's Unicode text) or UTF-32, UTF-8 with or without a mark, else GB18030. Old programs end a text
    with ^Z."""
    wide = wide_encoding(content)
    narrow = ("utf-8-sig",) if content.startswith(codecs.BOM_UTF8) else ("utf-8-sig", "gb18030")
    for encoding in (wide,) if wide else narrow:
        try:
            return content.decode(encoding).rstrip("\x1a")
        except UnicodeDecodeError:
            continue
    raise RefusedFile(
        Text("文字编码无法识别", "the text is in no known encoding"),
        Text("另存为“CSV UTF-8”或 .xlsx 后重新上传", "save it as CSV UTF-8 or .xlsx and upload again"),
    )


def _parted(text: str) -> tuple[str, str, int]:
    """The text, what parts its cells, and how many most of its lines have: what Excel's first line declares, else what
    stands equally often in most lines, quotes left aside; a sign typed in Chinese only where it does so in more lines
    than any other, and blanks (tabs in the text that is given back) where nothing else does in half of them."""
    lines = [_untabbed(QUOTED.sub("", line)) for line in islice(io.StringIO(text), LOOKED_AT) if line.strip()]

    def regular(delimiter: str) -> tuple[int, bool, int]:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        often, times = max(((times, count) for count, times in counts.items()), default=(0, 0))
        return often, delimiter in DELIMITERS, times

    if declared := DECLARED.match(text):
        return text, declared[1], regular(declared[1])[-1] + 1
    delimiter = max(DELIMITERS + TYPED, key=regular)
    often, _, times = regular(delimiter)
    if 2 * often < len(lines) and (width := _blanks(text)):
        return BLANKS.sub("\t", text), "\t", width
    return text, delimiter, times + 1


def _blanks(text: str) -> int:
    """How many cells each line has where blanks part them, titles of one word aside; 0 where they differ."""
    widths = {len(line.split()) for line in text.splitlines()} - {0, 1}
    return widths.pop() if len(widths) == 1 else 0


def _untabbed(line: str) -> str:
    """A line without the tabs that stand beside other delimiters."""
    return BESIDE.sub(r"\1", line.strip("\t\r\n")) if BESIDE.search(line) else line


def _swallowed(cell: str, delimiter: str, width: int) -> bool:
    """Whether a cell over several lines holds a line that looks like another row."""
    return "\n" in cell and any(line.count(delimiter) >= max(width // 2, 2) for line in cell.splitlines()[1:])


def _within(line: int, delimiter: str) -> RefusedFile:
    return RefusedFile(
        Text(
            f"第 {line} 行的“{delimiter}”个数与表头不同，无法分辨哪些分隔单元格",
            f"line {line} has another number of {delimiter} than the header: which of them part cells?",
        ),
        Text(
            "单元格之间改用英文逗号或制表符，或另存为 .xlsx 后上传",
            "part the cells with commas or tabs, or save it as .xlsx",
        ),
    )


def _unclosed(line: int) -> RefusedFile:
    return RefusedFile(
        Text(f"第 {line} 行起有引号没有配对，其后的行无法分辨", f"from line {line} on a quote is not closed"),
        Text("补上或删去多余的引号，或另存为 .xlsx 后上传", "close or remove the quote, or save it as .xlsx"),
    )

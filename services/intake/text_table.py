"""A table in a text file: encoding, delimiter, and quotes that belong together."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from data.texts import Text
from services.intake.container import UTF_16
from services.intake.errors import RefusedFile
from services.intake.grid import Budget, Grid, RawSheet
from services.intake.limits import Limits
from services.intake.marks import clean

DELIMITERS = (",", "\t", ";", "|")
DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
LOOKED_AT = 50
QUOTED = re.compile(r'"[^"]*"')
# Programs set a tab beside a number so that Excel keeps it a text.
BESIDE = re.compile(r"\t*([,;])\t*")
# Excel's own way to keep a text from becoming a number: ="00123".
AS_TEXT = re.compile(r'^="((?:[^"]|"")*)"$')


def read_text(content: bytes, limits: Limits) -> RawSheet:
    """The cells of a text table; row numbers are those of its records. Raises RefusedFile."""
    text = _decoded(content)
    delimiter = _delimiter(text)
    grid = Grid("", False, Budget(limits))
    lines = io.StringIO(text, newline="")
    # An unclosed quote would take up the rest of the file, and more than a field may hold.
    csv.field_size_limit(len(text) + 1)
    rows, row, line = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True), 0, 1
    try:
        for row, cells in enumerate(rows):
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
    """UTF-16 where a mark says so (Excel's Unicode text), UTF-8 with or without a mark, else GB18030."""
    encodings = ("utf-16",) if content.startswith(UTF_16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedFile(
        Text("文字编码无法识别", "the text is in no known encoding"),
        Text("另存为“CSV UTF-8”或 .xlsx 后重新上传", "save it as CSV UTF-8 or .xlsx and upload again"),
    )


def _delimiter(text: str) -> str:
    """What Excel's first line declares, else the one that stands equally often in most lines, quotes left aside."""
    if declared := DECLARED.match(text):
        return declared[1]
    lines = [_untabbed(QUOTED.sub("", line)) for line in islice(io.StringIO(text), LOOKED_AT)]

    def regular(delimiter: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        often, times = max(((times, count) for count, times in counts.items()), default=(0, 0))
        return often, times

    return max(DELIMITERS, key=regular)


def _untabbed(line: str) -> str:
    """A line without the tabs that stand beside other delimiters."""
    return BESIDE.sub(r"\1", line.strip("\t\r\n")) if BESIDE.search(line) else line


def _swallowed(cell: str, delimiter: str, width: int) -> bool:
    """Whether a cell over several lines holds a line that looks like another row."""
    return "\n" in cell and any(line.count(delimiter) >= max(width // 2, 2) for line in cell.splitlines()[1:])


def _unclosed(line: int) -> RefusedFile:
    return RefusedFile(
        Text(f"第 {line} 行起有引号没有配对，其后的行无法分辨", f"from line {line} on a quote is not closed"),
        Text("补上或删去多余的引号，或另存为 .xlsx 后上传", "close or remove the quote, or save it as .xlsx"),
    )

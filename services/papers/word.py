"""A paper as a Word document that people edit further: real styles, headings, lists, repeated table headers."""

import io
from collections.abc import Sequence
from unicodedata import east_asian_width

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu
from docx.table import Table as Grid
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from services.papers.paper import (
    Block,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Table,
    at_right,
    captions,
    cells,
    shares,
    writable,
)
from services.papers.word_styles import CELL, FAINT, NOTE, RED, dress, style, text_width
from services.words.language import Language

HEADER_FILL = "EDF1EE"
# Half widths at 9 points: 45 Chinese letters a line, less the mark.
HEAD_ROOM = 60
LABEL_SHARE = 0.22


def word(paper: Paper, _: Language) -> bytes:
    """The paper as .docx on A4. Raises docx.image.exceptions.UnrecognizedImageError when a picture is none."""
    document = docx.Document()
    dress(document, _.code, landscape=paper.landscape)
    _properties(document, paper, _)
    _head_and_foot(document, paper, _)
    document.add_paragraph(paper.title, style="Title")
    _lines(document, paper.lines(_))
    for block, caption in zip(paper.blocks, captions(paper.blocks, _), strict=True):
        _block(document, block, caption, _)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _properties(document: Document, paper: Paper, _: Language) -> None:
    """The template's author and comment are python-docx's own."""
    about = document.core_properties
    about.title, about.author, about.comments = paper.title[:255], "", paper.mark(_)
    about.language = "en-US" if _.code == "en" else "zh-CN"


def _head_and_foot(document: Document, paper: Paper, _: Language) -> None:
    """The title at the head of every page but the first, which bears it itself; the mark on all of them."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _head(document, section.first_page_header.paragraphs[0], "", paper.mark(_))
    _head(document, section.header.paragraphs[0], shortened(paper.title), paper.mark(_))
    for foot in (section.first_page_footer.paragraphs[0], section.footer.paragraphs[0]):
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run("— ")
        _page_number(foot)
        foot.add_run(" —")


def _head(document: Document, head: Line, title: str, mark: str) -> None:
    """One line: a second one would run into what stands below."""
    # The style's own stops, at the middle and the end of a letter page, would catch the mark.
    for stop in style(document, "Header").paragraph_format.tab_stops:
        head.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    head.paragraph_format.tab_stops.add_tab_stop(text_width(document), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(title).font.color.rgb = FAINT
    marked = head.add_run(f"\t{mark}")
    marked.bold, marked.font.color.rgb = True, RED


def shortened(title: str) -> str:
    """As much of a title as a line of the head has room for beside the mark."""
    room = HEAD_ROOM
    for place, letter in enumerate(title):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return title[: place - 1].rstrip() + "…"
    return title


def _page_number(line: Line) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(line.add_run("1")._r)
    line._p.append(field)


def _lines(document: Document, lines: Sequence[tuple[str, str]]) -> None:
    """What stands beneath the title: label and text in two columns, without lines."""
    if not lines:
        return
    grid = _grid(document, len(lines), [LABEL_SHARE, 1 - LABEL_SHARE])
    for row, texts in zip(grid.rows, lines, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _write(cell, text)
        row.cells[0].paragraphs[0].runs[0].font.color.rgb = FAINT
    document.add_paragraph(style=NOTE)


def _block(document: Document, block: Block, caption: str, _: Language) -> None:
    match block:
        case Heading():
            document.add_heading(writable(block.text), block.level)
        case Paragraph():
            _paragraph(document, block)
        case Items():
            _items(document, block)
        case Table():
            _table(document, block, caption, _)
        case Picture():
            _picture(document, block, caption)
        case PageBreak():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _paragraph(document: Document, paragraph: Paragraph) -> None:
    line = document.add_paragraph(style=NOTE if paragraph.look == "note" else "Body Text")
    line.add_run(writable(paragraph.text)).bold = paragraph.look == "strong"


def _items(document: Document, items: Items) -> None:
    number = _fresh_numbering(document) if items.numbered else None
    for text in items.texts:
        line = document.add_paragraph(writable(text), style="List Number" if items.numbered else "List Bullet")
        if number is not None:
            properties = line._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number


def _fresh_numbering(document: Document) -> int:
    """A numbering that begins at 1: without one of its own, a list goes on where the last one ended."""
    numbering = document.part.numbering_part.element
    own = document.styles["List Number"].element.pPr.numPr.numId.val
    kind = next(number.abstractNumId.val for number in numbering.num_lst if number.numId == own)
    added = numbering.add_num(kind)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return added.numId


def _table(document: Document, table: Table, caption: str, _: Language) -> None:
    if caption:
        document.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
    rows = cells(table, _.code)
    grid = _grid(document, len(rows) + 1, shares(table), style="Table Grid")
    head, *body = grid.rows
    for cell, name in zip(head.cells, table.frame.columns, strict=True):
        _write(cell, writable(name), WD_ALIGN_PARAGRAPH.CENTER, bold=True)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{HEADER_FILL}"/>'))
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    sides = [WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT for right in at_right(table)]
    for row, texts in zip(body, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, side in zip(row.cells, texts, sides, strict=True):
            _write(cell, text, side)
    document.add_paragraph(style=NOTE)


def _grid(document: Document, rows: int, parts: Sequence[float], style: str | None = None) -> Grid:
    """An empty table of fixed widths; Word goes by the cells, other programs by the columns."""
    grid = document.add_table(rows, len(parts), style=style)
    grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    widths = [Emu(int(text_width(document) * part)) for part in parts]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return grid


def _write(cell: _Cell, text: str, side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT, *, bold: bool = False) -> None:
    line = cell.paragraphs[0]
    # By its id: looking a style up by name for every cell takes most of the time of a long table.
    line._p.style = CELL
    line.alignment = side
    line.add_run(text).bold = bold


def _picture(document: Document, picture: Picture, caption: str) -> None:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.keep_with_next = bool(caption)
    shown = line.add_run().add_picture(io.BytesIO(picture.png), width=Emu(int(text_width(document) * picture.width)))
    shown._inline.docPr.set("descr", writable(picture.alternative or picture.caption))
    if caption:
        document.add_paragraph(caption, style="Caption")

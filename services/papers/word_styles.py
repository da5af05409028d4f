"""The look of a Word paper: A4 with the margins of GB/T 9704-2012, Chinese faces that every Chinese Windows has."""

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.styles.style import ParagraphStyle

BODY_FACE, HEAD_FACE, TITLE_FACE, LATIN_FACE = "仿宋", "黑体", "宋体", "Times New Roman"
BLACK, FAINT, RED = RGBColor(0, 0, 0), RGBColor(0x5F, 0x6B, 0x68), RGBColor(0xA6, 0x1E, 0x2B)
# 二号, 三号, 四号, 小四, 五号, 小五 in points.
SIZES = {"Title": 22, "Heading 1": 16, "Heading 2": 14, "Heading 3": 12}
SMALL = {"Caption": 10.5, "Header": 9, "Footer": 10.5}
NOTE, CELL = "Note", "Cell"


def dress(document: Document, language: str, *, landscape: bool) -> None:
    """Set page, margins, and every style that a paper uses. `language` is a code of `data.texts.LANGUAGES`."""
    _page(document, landscape=landscape)
    chinese = language != "en"
    normal = style(document, "Normal")
    _letter(normal, BODY_FACE, 12)
    _speak(normal, language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.5
    body = style(document, "Body Text")
    body.paragraph_format.first_line_indent = Pt(24) if chinese else Pt(0)
    for name, size in SIZES.items():
        _heading(style(document, name), TITLE_FACE if name == "Title" else HEAD_FACE, size)
    for name, size in SMALL.items():
        _letter(style(document, name), BODY_FACE, size)
    _caption(style(document, "Caption"))
    _small(_new(document, NOTE), 10, FAINT)
    _small(_new(document, CELL), 10.5, BLACK)


def style(document: Document, name: str) -> ParagraphStyle:
    """A paragraph style by name; raises KeyError, or TypeError for another kind of style."""
    found = document.styles[name]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return found


def _page(document: Document, *, landscape: bool) -> None:
    section = document.sections[0]
    short, long = Cm(21), Cm(29.7)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(3)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def text_width(document: Document) -> Emu:
    """The width between the margins."""
    section = document.sections[0]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None or left is None or right is None:
        raise ValueError("the page has no size yet")
    return Emu(page - left - right)


def _new(document: Document, name: str) -> ParagraphStyle:
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    added = style(document, name)
    added.base_style = style(document, "Normal")
    return added


def _letter(paragraph: ParagraphStyle, face: str, size: float, colour: RGBColor = BLACK) -> None:
    """Face for Chinese and for Latin letters; the theme's own faces, which would win, are taken away."""
    paragraph.font.size, paragraph.font.color.rgb = Pt(size), colour
    paragraph.font.name = LATIN_FACE
    faces = paragraph.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in faces.attrib if str(name).endswith("Theme")]:
        del faces.attrib[name]
    faces.set(qn("w:hAnsi"), LATIN_FACE)
    faces.set(qn("w:eastAsia"), face)


def _speak(paragraph: ParagraphStyle, language: str) -> None:
    """The language that the spelling checker and a reading voice go by."""
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US" if language == "en" else "zh-CN")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    paragraph.element.get_or_add_rPr().append(spoken)


def _heading(paragraph: ParagraphStyle, face: str, size: float) -> None:
    _letter(paragraph, face, size)
    paragraph.font.bold, paragraph.font.italic = True, False
    spacing = paragraph.paragraph_format
    spacing.keep_with_next, spacing.line_spacing = True, 1.25
    if paragraph.name == "Title":
        spacing.alignment, spacing.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(16)
        _without_border(paragraph)
    else:
        spacing.space_before, spacing.space_after = Pt(16), Pt(8)


def _without_border(paragraph: ParagraphStyle) -> None:
    """The template underlines its title."""
    properties = paragraph.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _caption(paragraph: ParagraphStyle) -> None:
    paragraph.font.bold = True
    spacing = paragraph.paragraph_format
    spacing.alignment, spacing.space_before, spacing.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(10), Pt(4)


def _small(paragraph: ParagraphStyle, size: float, colour: RGBColor) -> None:
    _letter(paragraph, BODY_FACE, size, colour)
    spacing = paragraph.paragraph_format
    spacing.line_spacing, spacing.space_after = 1.15, Pt(0)

"""A paper as Word and PDF: everything of the model arrives, and nothing in a text becomes markup."""

import io
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import docx
import polars as pl
import pytest
import typst
from docx.oxml.ns import qn

from services.figures.export import Provenance
from services.papers.paper import Heading, Items, PageBreak, Paper, Paragraph, Picture, Table, captions
from services.papers.pdf import TEMPLATE, content, pdf, pictures
from services.papers.typeset import png
from services.papers.word import shortened, word
from services.words.language import language

CHINESE, ENGLISH = language("zh_CN"), language("en")
HOSTILE = '#read("/etc/passwd") *a* $x$ <b> @key \\ ${7*7} ]] #panic("run")'


# Half a pair: no frame holds it, but a text from JSON may.
HALF = "\ud800"


def dot() -> bytes:
    """One white pixel as PNG, written by hand after the PNG specification (ISO/IEC 15948)."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        return len(held).to_bytes(4) + kind + held + zlib.crc32(kind + held).to_bytes(4)

    head = (1).to_bytes(4) + (1).to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
        + chunk(b"IEND", b"")
    )


def provenance(title: str = "审图报告", *, demonstration: bool = True) -> Provenance:
    return Provenance(title, "按件计", "2026年", date(2026, 11, 19), 42, "台账", demonstration)


def paper(*, title: str = "审图报告", demonstration: bool = True, text: str = "正文") -> Paper:
    frame = pl.DataFrame(
        {
            "名称": ["甲", text.removesuffix(HALF)],
            "面积": [1234, None],
            "期限": [date(2026, 12, 1), None],
            "符合": [True, False],
        }
    )
    blocks = [
        Heading("一、概况"),
        Paragraph(text),
        Items(["甲", "乙"], numbered=True),
        Table(frame, (2, 1, 1, 1), "清单"),
        PageBreak(),
        Heading("附件", 2),
        Items(["丙", f"末{text}"], numbered=True),
        Picture(dot(), "示意图", "一个白点"),
        Table(frame.select("名称"), caption="名单"),
    ]
    return Paper(provenance(title, demonstration=demonstration), blocks, [("申请单位", "某镇")])


def read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def texts(document: Any) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [line.text for line in document.paragraphs] + cells


def test_word_holds_every_block_in_real_styles():
    document = read(word(paper(), CHINESE))
    styles = {line.text: line.style.name for line in document.paragraphs}
    assert styles["审图报告"] == "Title"
    assert styles["一、概况"] == "Heading 1"
    assert styles["附件"] == "Heading 2"
    assert styles["正文"] == "Body Text"
    assert {"甲", "申请单位", "某镇", "1,234", "2026年12月1日", "—", "是", "否"} <= set(texts(document))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["一个白点"]


def test_word_repeats_the_header_row_and_keeps_the_widths():
    table = read(word(paper(), CHINESE)).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in table.rows[1:])
    first, second, *_ = [cell.width for cell in table.rows[1].cells]
    # The text is 210 − 28 − 26 = 156 mm wide, and 2/5 of it is 62.4 mm.
    assert first.mm == pytest.approx(62.4, abs=0.1)
    assert second.mm == pytest.approx(31.2, abs=0.1)


def test_word_sets_chinese_faces_that_no_theme_overrules():
    document = read(word(paper(), CHINESE))
    for name, face in {"Normal": "仿宋", "Heading 1": "黑体", "Title": "宋体"}.items():
        faces = document.styles[name].element.rPr.rFonts
        assert faces.get(qn("w:eastAsia")) == face
        assert not [key for key in faces.attrib if key.endswith("Theme")]


def test_each_numbered_list_of_a_word_paper_begins_at_one():
    document = read(word(paper(), CHINESE))
    numbers = [line._p.pPr.numPr.numId.val for line in document.paragraphs if line.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    starts = {
        number.numId: number.lvlOverride_lst[0].startOverride.val
        for number in document.part.numbering_part.element.num_lst
        if number.lvlOverride_lst
    }
    assert starts[numbers[0]] == starts[numbers[2]] == 1


@pytest.mark.parametrize("demonstration", [True, False])
def test_every_page_of_a_word_paper_is_numbered_and_says_that_it_is_a_demonstration(demonstration: bool):
    section = read(word(paper(demonstration=demonstration), CHINESE)).sections[0]
    assert 'w:instr="PAGE"' in section.footer.paragraphs[0]._p.xml
    assert ("演示数据" in section.header.paragraphs[0].text) is demonstration
    assert section.different_first_page_header_footer
    first = section.first_page_header.paragraphs[0]
    assert ("演示数据" in first.text) is demonstration
    assert "PAGE" in section.first_page_footer._element.xml
    # The first page bears the title below; its head would repeat it, or run into it when long.
    assert first.text.split("\t")[0] == ""


@pytest.mark.parametrize("title", ["西青区沙窝萝卜地理标志产品保护范围" * 6, "A protected area of a radish, " * 9])
def test_a_long_title_stays_on_one_line_of_the_head(title):
    kept = shortened(title)
    assert kept.endswith("…")
    # 9 points a Chinese letter, half of it a Latin one, on 15.6 cm with a mark of ten letters.
    wide = sum(9 if ord(letter) > 0x2E80 else 4.5 for letter in kept)
    assert wide + 10 * 9 < 15.6 / 2.54 * 72
    assert shortened("审图报告") == "审图报告"


def test_a_landscape_paper_is_wider_than_high():
    section = read(word(Paper(provenance(), [], landscape=True), CHINESE)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def test_signs_that_no_document_can_hold_are_left_out():
    nasty = paper(title="题\x00名", text="正\x0b文" + HALF)
    assert {"题名", "正文"} <= set(texts(read(word(nasty, CHINESE))))
    assert pdf(nasty, CHINESE).startswith(b"%PDF")


def test_a_hostile_text_stays_a_text(tmp_path: Path):
    markup = tmp_path / "main.typ"
    markup.write_text(HOSTILE, encoding="utf-8")
    nasty = paper(title=HOSTILE, text=HOSTILE)
    assert HOSTILE in texts(read(word(nasty, ENGLISH)))
    # typst stops with an error at #panic, and at a file outside its folder, when it runs them.
    assert pdf(nasty, ENGLISH).startswith(b"%PDF")
    with pytest.raises(typst.TypstError):
        typst.compile(markup, format="pdf")


def test_a_pdf_has_a_page_for_each_break_and_is_the_same_every_time():
    one = paper()
    assert len(png(TEMPLATE, content(one, CHINESE), pictures(one), 20)) == 2
    assert pdf(one, CHINESE) == pdf(one, CHINESE)


def test_the_content_of_a_pdf_is_that_of_the_paper():
    held = content(paper(), CHINESE)
    assert held["mark"] == "演示数据，非真实数据"
    assert ("申请单位", "某镇") in held["lines"]
    assert ("截至", "2026年11月19日") in held["lines"]
    table = next(block for block in held["blocks"] if block["kind"] == "table")
    assert table["rows"][0] == ["甲", "1,234", "2026年12月1日", "是"]
    assert table["shares"] == [0.4, 0.2, 0.2, 0.2]
    assert table["right"] == [False, True, False, False]


def test_tables_and_pictures_are_numbered_apart():
    assert [caption for caption in captions(paper().blocks, ENGLISH) if caption] == [
        "Table 1  清单",
        "Figure 1  示意图",
        "Table 2  名单",
    ]


def test_a_table_with_a_width_too_few_is_refused():
    with pytest.raises(ValueError, match="1 widths for 2 columns"):
        Table(pl.DataFrame({"a": [1], "b": [2]}), (1.0,))

"""The report of a review says everything of a version: signature, findings, threads, decisions, checks, comparison."""

import io
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

import docx

from data.store import Store, commit
from services.figures.export import Provenance
from services.indication.checks import checks
from services.indication.comments import Pin, add_comment, comment, reply
from services.indication.report import gathered, review_report, version_before
from services.indication.review import sign_off, submit
from services.indication.versions import SourceFile, accept_repairs, add_version, findings, version, versions
from services.papers.paper import Heading, Items, Paper, Paragraph, Picture, Table
from services.papers.pdf import pdf
from services.papers.word import word
from services.words.language import language
from tests.services.indication.reviewing import (
    AUTHOR,
    CHOSEN_SECOND,
    CLOCK,
    CROSSED,
    SECOND,
    SQUARE,
    VIEWER,
    WIDER,
    draft,
    plot,
)

CHINESE = language("zh_CN")
ABOUT = Provenance("", "", "2026年11月23日", date(2026, 11, 23), 7, "范围版本", demonstration=True)
PEOPLE = {"IP01": "示例甲", "IP02": "示例乙", "IP03": "示例丙"}


def report(store: Store, code: str) -> Paper:
    return review_report(store, VIEWER, code, ABOUT, PEOPLE, CHINESE)


def section(paper: Paper, title: str) -> Sequence:
    """The blocks under a heading."""
    place = paper.blocks.index(Heading(title)) + 1
    later = (
        n for n, block in enumerate(paper.blocks[place:], place) if isinstance(block, Heading) and block.level == 1
    )
    return paper.blocks[place : next(later, len(paper.blocks))]


def cells(blocks: Sequence, number: int = 0) -> list[tuple]:
    return [block for block in blocks if isinstance(block, Table)][number].frame.rows()


def test_a_first_draft_with_findings_and_a_thread(store: Store) -> None:
    commit(store, AUTHOR.actor, "地块", [plot("P1")])
    code = add_version(store, AUTHOR, draft(CROSSED, "示意范围", note="注"), clock=CLOCK)
    number = add_comment(
        store, AUTHOR, version(store, code), Pin((116.955123, 39.06)), "北侧自交", clock=CLOCK, due=date(2026, 12, 1)
    )
    reply(store, SECOND, comment(store, number), "同意修改", clock=CLOCK, state="adopted")
    paper = report(store, code)
    assert paper.title == "示意范围审图报告"
    assert section(paper, "版本与结论")[0] == Paragraph("尚未定稿，当前状态：草案", "strong")
    assert len([block for block in section(paper, "版本与结论") if isinstance(block, Picture)]) == 1
    found = findings(store, version(store, code))
    listed = cells(section(paper, "检查结果"))
    assert [row[3] for row in listed] == [one.message.zh for one in found]
    assert "116.9550, 39.0600" in {row[4] for row in listed}
    heading, text, note, answers = section(paper, "意见与答复")
    assert heading.text == f"{len(found) + 1}. {number} · 采纳"
    assert text.text == "北侧自交"
    assert note.text == "示例甲 · 2026年11月23日 12:00 · 位于 116.9551, 39.0600 · 期限 2026年12月1日"
    assert answers == Items(["示例乙 · 2026年11月23日 12:00 · 采纳\n同意修改"])
    assert section(paper, "与上一版本比较") == [Paragraph("没有上一版本。", "note")]
    done = cells(section(paper, "检查清单"))
    assert [row[0] for row in done] == [one.title.zh for one in checks().values()]
    assert {row[3] for row in done if row[0] == checks()["spike"].title.zh} == {"未发现"}


def signed(store: Store, outline: str, title: str, person=SECOND) -> str:
    code = add_version(store, AUTHOR, draft(outline, title), clock=CLOCK)
    submit(store, AUTHOR, version(store, code), clock=CLOCK)
    sign_off(store, person, version(store, code), clock=CLOCK, remark="界线无误")
    return code


def test_a_signature_of_somebody_only_chosen_is_marked_wherever_it_stands(store: Store) -> None:
    paper = report(store, signed(store, SQUARE, "第一版", CHOSEN_SECOND))
    verdict = [block.text for block in section(paper, "版本与结论") if isinstance(block, Paragraph)]
    assert verdict == ["尚未定稿，当前状态：演练定稿", "未核验身份，仅供演练", "审签意见：界线无误"]
    steps = cells(section(paper, "办理环节"))
    assert [row[3] for row in steps] == ["草案", "审图中", "演练定稿"]
    assert all("未核验身份，仅供演练" in row[1] for row in steps)
    marked = report(store, signed(store, SQUARE, "第二版"))
    assert section(marked, "版本与结论")[0] == Paragraph("审签：示例乙，2026年11月23日 12:00", "strong")
    assert "未核验身份" not in str(section(marked, "版本与结论")[:2])


def test_one_version_has_one_size_and_a_file_its_hash(store: Store) -> None:
    """Its fact, the comparison and the finding of an area say the same, and nothing is finer than the sketch."""
    first = add_version(store, AUTHOR, draft(WIDER, "第一版", source=SourceFile("图.zip", b"1")), clock=CLOCK)
    add_comment(
        store, AUTHOR, version(store, first), Pin((116.955123, 39.055456), "place", None, "位置 116.955123, 39.055456"),
        "此处", clock=CLOCK,
    )  # fmt: skip
    second = add_version(store, AUTHOR, draft(SQUARE, "第二版"), clock=CLOCK)
    paper = report(store, first)
    facts = dict(cells(section(paper, "版本与结论")))
    assert facts["图形面积"] == "288.29 公顷（4,324.3 亩）"
    assert facts["来源文件 SHA-256"] == sha256(b"1").hexdigest()
    written = "".join(str(block) for block in section(paper, "意见与答复"))
    assert "116.9551, 39.0555" in written
    assert "116.955123" not in written
    sizes = dict(cells(section(report(store, second), "与上一版本比较")))
    assert sizes["变更前"] == facts["图形面积"]


def test_the_comparison_is_with_the_parent_else_the_version_before(store: Store) -> None:
    commit(store, AUTHOR.actor, "地块", [plot("P1"), plot("P2", point="116.975,39.055")])
    first = signed(store, WIDER, "第一版")
    second = add_version(store, AUTHOR, draft(CROSSED, "第二版"), clock=CLOCK)
    ids = [one.id for one in findings(store, version(store, second)) if one.repairable and not one.subject]
    third = accept_repairs(store, AUTHOR, version(store, second), ids, clock=CLOCK)
    assert [version_before(versions(store), code) for code in (first, second, third)] == [None, first, second]
    blocks = section(report(store, second), "与上一版本比较")
    assert isinstance(blocks[0], Picture)
    assert dict(cells(blocks, 0))["变更前"] == "288.29 公顷（4,324.3 亩）"
    assert ("版本名称", "第一版", "第二版") in cells(blocks, 1)
    assert cells(blocks, 2) == [("P2", "示例村", "在内", "在外", "划出")]
    assert gathered(store, third).season == "2026-2027"


def test_as_word_and_pdf(store: Store) -> None:
    paper = report(store, signed(store, SQUARE, "=示意<b>范围", CHOSEN_SECOND))
    document = docx.Document(io.BytesIO(word(paper, CHINESE)))
    assert "未核验身份，仅供演练" in "\n".join(line.text for line in document.paragraphs)
    assert len(document.inline_shapes) == 1
    assert pdf(paper, CHINESE).startswith(b"%PDF-")

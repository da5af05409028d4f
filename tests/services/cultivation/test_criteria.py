"""Every criterion, ladder, stage and milestone has its texts and source, and adds up; a faulty one is named."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.ledgers import ledger
from data.texts import Text
from services.cultivation import criteria, ladders, scores
from services.cultivation.criteria import by_group, groups, scored
from tests.refusing import refuses

Override = Callable[[str, str], None]


@pytest.fixture
def override(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Override:
    """Writes a registry file of the bureau's own."""

    def write(name: str, content: str) -> None:
        folder = tmp_path / "registry"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")

    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    return write


DECLARED = [
    *groups().values(),
    *criteria.criteria().values(),
    *ladders.ladders().values(),
    *ladders.stages().values(),
    *ladders.milestones().values(),
]


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: f"{type(one).__name__}-{one.code}")
def test_everything_has_text_in_both_languages_and_a_source(one) -> None:
    texts: list[Text] = [one.label, one.definition, one.source]
    assert all(text.zh.strip() and text.en.strip() for text in texts)


def test_the_reference_score_is_65_and_35_points() -> None:
    points = {group: sum(one.points for one in each) for group, each in by_group().items()}
    assert {group: points[group] for group in ("base", "target")} == {"base": 65, "target": 35}
    assert [one.points for one in by_group()["base"]] == [5, 10, 10, 20, 10, 10]
    assert sum(one.points for one in scored()) == 100


def test_the_standards_five_chapters_and_the_plans_controls() -> None:
    assert [one.label.zh for one in by_group()["standard"]] == [
        "管理职责", "运营管理", "侵权处理", "资源保障", "评价与改进",
    ]  # fmt: skip
    controls = {one.label.zh for one in by_group()["controls"]}
    assert controls >= {"准入承诺", "先行赔偿", "假冒离场", "信用分级分类", "联合惩戒"}


def test_both_ladders_climb_the_nine_stages() -> None:
    labels = {code: stage.label.zh for code, stage in ladders.stages().items()}
    for ladder in ladders.ladders().values():
        assert [labels[code] for code in ladder.stages] == [
            "遴选申报", "培育公示", "培育", "申请认定", "推荐", "评审", "认定公示", "认定授牌", "复查/续延",
        ]  # fmt: skip
        assert ladders.planned_stage(ladder.code) == "cultivation"
    assert [code for code, stage in ladders.stages().items() if stage.gate] == ["application"]


def test_the_title_holds_for_three_years() -> None:
    recognised = ladders.stages()["recognised"]
    assert ladders.title_ends(recognised, date(2024, 5, 20)) == date(2027, 5, 19)
    assert ladders.title_ends(recognised, date(2024, 2, 29)) == date(2027, 2, 28)
    assert ladders.title_ends(ladders.stages()["review"], date(2024, 5, 20)) is None


@pytest.mark.parametrize(
    ("entered", "due"),
    [
        (date(2024, 1, 15), date(2024, 3, 30)),
        (date(2024, 3, 29), date(2024, 3, 30)),
        (date(2024, 3, 30), date(2025, 3, 30)),
        (date(2023, 12, 1), date(2024, 3, 30)),
    ],
)
def test_the_work_plan_is_due_on_the_next_30_march(entered: date, due: date) -> None:
    assert ladders.milestones()["work_plan"].due(entered) == due


NEW = """
[{code}]
label = {{ zh = "新指标", en = "New criterion" }}
definition = {{ zh = "说明。", en = "What it is." }}
group = "{group}"
points = {points}
proof = "record"
effort = 2
source = {{ zh = "本局", en = "The bureau" }}
"""


def test_a_criterion_added_in_toml_alone_shows_up(override: Override, records) -> None:
    override("criteria", NEW.format(code="banner", group="controls", points=1))
    assert "banner" in [one.code for one in by_group()["controls"]]
    assert "banner" in [choice.code for choice in ledger("assessments").column("criterion").options()]
    assert "banner" in scores.checklist(records(date(2026, 1, 1)), "self")["criterion"].to_list()


def test_the_targets_sub_items_take_the_place_of_the_whole(override: Override) -> None:
    own = NEW.format(code="first", group="target", points=20) + NEW.format(code="second", group="target", points=15)
    override("criteria", f"[target]\npoints = 0\n{own}")
    assert [one.code for one in by_group()["target"]] == ["first", "second"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("criteria", "[goods]\npoints = 11", "criteria.toml: group base adds up to 66"),
        ("criteria", "[goods]\npiont = 11", r"criteria.toml \[goods\] piont: unknown key"),
        ("criteria", "[goods]\npoints = '10'", r"criteria.toml \[goods\] points"),
        ("criteria", "[goods]\nproof = 'rumour'", r"criteria.toml \[goods\] proof: rumour"),
        ("criteria", "[goods]\nrecords = 'cases'", r"criteria.toml \[goods\] records: cases"),
        ("criteria", "[goods]\nlabel = { zh = '甲' }", r"criteria.toml \[goods\] label"),
        ("criteria", "[goods]\nsource = ''", r"criteria.toml \[goods\] source"),
        ("criteria", "[online_offline]\npoints = 3", r"criteria.toml \[online_offline\] points"),
        ("criteria-groups", "[base]\npoints = 60", "criteria.toml: group base adds up to 65, its points are 60"),
    ],
)
def test_a_faulty_criterion_is_named_with_file_and_key(
    override: Override, name: str, content: str, message: str
) -> None:
    override(name, content)
    criteria.criteria()
    assert refuses(message)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("ladders", "[city]\nstages = ['selection', 'heaven']", r"ladders.toml \[city\] stages: heaven"),
        ("ladders", "[city]\nlevels = { cultivation = 'heaven' }", r"ladders.toml \[city\] levels: heaven"),
        ("stages", "[review]\ngate = true", r"stages.toml \[review\] gate"),
        ("stages", "[review]\nrequires = { luck = true }", r"stages.toml \[review\] requires.luck: unknown key"),
        ("stages", "[review]\nrequires = { records = ['cases'] }", r"stages.toml \[review\] requires.records: cases"),
        ("milestones", "[work_plan]\nmonth = 10000000000", r"milestones.toml \[work_plan\] month: .* from 0 to 12"),
        ("stages", "[recognised]\nyears = 10000", r"stages.toml \[recognised\] years: .* from 0 to 100"),
        ("milestones", "[rules]\nmonth = 3", r"milestones.toml \[rules\]: stage, month and day"),
        ("milestones", "[work_plan]\nday = 31\nmonth = 4", r"milestones.toml \[work_plan\]: 4-31 is no day"),
    ],
)
def test_a_faulty_ladder_is_named_with_file_and_key(override: Override, name: str, content: str, message: str) -> None:
    override(name, content)
    load = {"ladders": ladders.ladders, "stages": ladders.stages, "milestones": ladders.milestones}[name]
    load()
    assert refuses(message)

"""The bureau's own registry files over the shipped ones: which hold on a day, and what is said of faulty ones."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import tomli_w

import services
from data.registry import SHIPPED, RegistryError, faults, own_state, proposing, read, shipped
from data.registry.shaped import FOLDERS, SHAPES, shaped
from services.web.warm import load
from tests.refusing import refuses


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the bureau's own files, on 2026-11-23."""
    monkeypatch.setenv("BOARD_DATA", str(tmp_path))
    monkeypatch.setenv("BOARD_TODAY", "2026-11-23")
    (tmp_path / "registry").mkdir()
    return tmp_path / "registry"


def due(day: date | None = None) -> int:
    return read("reporting", day)["monthly"]["due_day"]


def test_the_newest_file_that_holds_already_wins(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "reporting.toml").write_text("[monthly]\ndue_day = 8\n")
    (own / "reporting.2026-11-20.toml").write_text("[monthly]\ndue_day = 7\n")
    (own / "reporting.2026-12-01.toml").write_text("[monthly]\ndue_day = 5\n")
    assert due() == 7
    assert (due(date(2026, 11, 19)), due(date(2026, 12, 1))) == (8, 5)
    monkeypatch.setenv("BOARD_TODAY", "2026-12-01")
    assert due() == 5
    assert shipped("reporting")["monthly"]["due_day"] == 10


def test_a_later_file_leaves_alone_what_it_does_not_name(own: Path) -> None:
    (own / "sectors.toml").write_text('[food]\naliases = ["甲"]\n', encoding="utf-8")
    (own / "sectors.2026-11-01.toml").write_text('[food]\nplan = "food"\n', encoding="utf-8")
    food = read("sectors")["food"]
    assert (food["aliases"], food["plan"], food["label"]["zh"]) == (["甲"], "food", "食品")


def test_a_file_of_another_name_is_named(own: Path) -> None:
    (own / "reporting.december.toml").write_text("")
    (own / "reportings.toml").write_text("")
    assert read("reporting") == shipped("reporting")
    assert refuses(r"reporting\.december\.toml call it one of reporting\.toml")
    assert refuses(r"reportings\.toml there is no registry called reportings")


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("access.toml", b"[session]\nidle_minutes = 30\n[password\nleast = 1", "access.toml：第 3 行第 10 列"),
        (
            "access.toml",
            b"[session]\n\nidle_minutes = 1\n",
            "第 3 行，access.toml [session] idle_minutes：应为 5 到 1440",
        ),
        (
            "access.toml",
            b"[session]\nidle_minutes = 'x'\n",
            "第 2 行，access.toml [session] idle_minutes：应为 5 到 1440 的整数",
        ),
        ("access.toml", b"[sesion]\nidle_minutes = 30\n", "第 1 行，access.toml [sesion]：没有这一项"),
        ("access.toml", b"session = 30\n", "access.toml [session]：应为一张表"),
        ("access.toml", b"\xff\xfe", "access.toml：不是 UTF-8 编码"),
        (
            "indicators.toml",
            b"[{code}]\noverveiw = false\n",
            "第 2 行，indicators.toml [{code}] overveiw：不认识这个键",
        ),
        (
            "indicators.toml",
            b"[{code}]\noverview = 'no'\n",
            "第 2 行，indicators.toml [{code}] overview：应为 true 或 false",
        ),
        ("sectors.toml", b"[food]\naliases = 'x'\n", "第 2 行，sectors.toml [food] aliases：应为列表"),
        ("sectors.toml", b"[food]\nlabel = { zh = 'x' }\n", "第 2 行，sectors.toml [food] label：须有 zh 和 en"),
        ("offices.toml", b"[X]\nlabel = {zh='x',en='x'}\n", "第 1 行，offices.toml [X]：缺少 kind"),
        ("sectors.toml", b"[toys]\naliases = []\n", "第 1 行，sectors.toml [toys]：缺少 label"),
        ("holidays.toml", b"[2027]\noff = [2028-01-03]\n", "第 2 行，holidays.toml [2027] off：2028-01-03"),
        ("sectors.toml", b"x = " + b"[" * 5000 + b"]" * 5000, "sectors.toml：嵌套过深"),
        ("sectors.toml", b"x = " + b"9" * 5000, "内容无法使用"),
        ("sectors.toml", b"[food]\n'' = 1\n", "第 1 行，sectors.toml [food]：有一个键没有名称"),
        ("pages.toml", b"[overview]\nicon = 'x'\n", "第 2 行，pages.toml [overview] icon：由程序决定"),
        ("pages.toml", b"[overview]\nscript = 'x'\n", "第 2 行，pages.toml [overview] script：由程序决定"),
        ("pages.toml", b"[overview]\nneeds = 'x'\n", "第 2 行，pages.toml [overview] needs：由程序决定"),
        ("forms.toml", b"[quarterly-ip]\nledger = 'x'\n", "第 2 行，forms.toml [quarterly-ip] ledger：没有台账 x"),
        ("indicators.toml", b"[{code}]\nledger = 'x'\n", "第 2 行，indicators.toml [{code}] ledger：没有台账 x"),
        ("time-limits.toml", b"[case_opening]\nledger = 'x'\n", "第 2 行，time-limits.toml [case_opening] ledger"),
        (
            "time-limits.toml",
            b"[case_opening]\nends = 'x'\n",
            "第 2 行，time-limits.toml [case_opening] ends：cases 台账",
        ),
        ("criteria.toml", b"[operation]\neffort = 99999999999999999999\n", "第 2 行，criteria.toml [operation] effort"),
        (
            "indication.toml",
            b"[duplicate_distance]\nvalue = inf\n",
            "第 2 行，indication.toml [duplicate_distance] val",
        ),
        (
            "reporting.2026-12-01.toml",
            b"[monthly]\ndue_day = 31\n",
            "第 2 行，reporting.toml [monthly] due_day：应为 1 到 28",
        ),
    ],
)
def test_a_faulty_file_is_named_with_line_and_key_and_what_is_shipped_goes_on(
    own: Path, file: str, content: bytes, said: str
) -> None:
    load((services,))
    code = next(iter(shipped("indicators")))
    (own / file).write_bytes(content.replace(b"{code}", code.encode()))
    name = file.partition(".")[0]
    assert read(name, date(2026, 12, 31)) == shipped(name)
    assert [(fault.file, fault.text.zh.startswith(said.replace("{code}", code))) for fault in faults()] == [
        (file, True)
    ], faults()
    (own / file).unlink()
    assert not faults()


def test_a_fault_keeps_out_one_file_and_no_other(own: Path) -> None:
    (own / "reporting.toml").write_text("[monthly]\ndue_day = 8\n")
    (own / "reporting.2026-11-20.toml").write_text("[monthly]\ndue_day = 99\n")
    assert due() == 8
    assert [fault.file for fault in faults()] == ["reporting.2026-11-20.toml"]


def test_no_shipped_file_is_refused_as_the_bureaus_own(own: Path) -> None:
    load((services,))
    for path in SHIPPED.glob("*.toml"):
        (own / path.name).write_bytes(path.read_bytes())
    assert not faults()


# Tables whose keys are columns or codes, and so no fixed ones: the loader that knows these judges them.
OF_CODES = ("where", "except", "unclear", "only", "levels", "see")
# What stands in no shipped file, or not in each.
WRITTEN = {"holidays": {"2027": {"off": [date(2027, 1, 1)], "working": [date(2027, 1, 3)]}}}
NAMES = [path.stem for path in SHIPPED.iterdir() if path.suffix == ".toml" or path.name in FOLDERS]
FILES = {name: WRITTEN.get(name) or shipped(name) for name in NAMES}


def tables_of(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table within a value that has fixed keys, with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, part in value.items():
            if key not in OF_CODES:
                yield from tables_of(part, f"{path}.{key}".removeprefix("."))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from tables_of(part, f"{path}[{number}]")


def said_of(name: str, code: str, table: Any) -> tuple[str, str]:
    """What both languages say of a table that is refused."""
    with pytest.raises(RegistryError) as refused:
        shaped(name, {code: table})
    return refused.value.text.both()


def test_every_file_has_a_shape() -> None:
    assert FILES.keys() == SHAPES.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_key_that_nobody_knows_is_refused_in_every_table_with_its_path(name: str) -> None:
    tried = 0
    for code, entry in FILES[name].items():
        for place, _ in tables_of(entry):
            wrong = deepcopy(entry)
            dict(tables_of(wrong))[place]["overveiw"] = False
            key = f"{place}.overveiw".removeprefix(".")
            zh, en = said_of(name, code, wrong)
            assert zh.startswith(f"{name}.toml [{code}] {key}：不认识这个键；可用：")
            assert en.startswith(f"{name}.toml [{code}] {key}: unknown key; known: ")
            tried += 1
    assert tried >= len(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_a_value_of_another_kind_is_refused_in_every_key_with_its_path(name: str) -> None:
    """No key takes a time of day."""
    for code, entry in FILES[name].items():
        for place, table in tables_of(entry):
            for key in table:
                wrong = deepcopy(entry)
                dict(tables_of(wrong))[place][key] = time(8)
                path = place if key in ("zh", "en") else f"{place}.{key}".removeprefix(".")
                zh, en = said_of(name, code, wrong)
                assert zh.startswith((f"{name}.toml [{code}] {path}：应为", f"{name}.toml [{code}] {path}：须有 zh"))
                assert en.startswith(
                    (f"{name}.toml [{code}] {path}: has to be", f"{name}.toml [{code}] {path}: needs zh")
                )


# By file, what an entry can't do without.
NEEDED = {
    "access": ("label", "idle_minutes", "absolute_hours"),
    "criteria": ("label", "definition", "source", "group", "points", "proof", "effort"),
    "criteria-groups": ("label", "definition", "source", "grade", "scored"),
    "definitions": ("label", "definition"),
    "districts": ("label",),
    "forms": ("label", "definition", "source", "ledger", "period", "rows", "columns"),
    "indication": ("label", "definition", "source", "value", "unit"),
    "indicators": ("label", "definition", "source", "unit", "kind", "numerator", "direction", "owner", "ledger"),
    "ladders": ("label", "definition", "source", "grade", "stages"),
    "legal-bases": ("label", "source", "grade", "acts", "bases"),
    "map": ("label", "value"),
    "mark-use": ("label", "definition", "source", "value", "unit"),
    "milestones": ("label", "definition", "source", "near_days"),
    "offices": ("label", "kind"),
    "pages": ("label", "question", "section", "icon", "script"),
    "plans": ("label", "number", "issued_on", "groups", "tasks"),
    "product-groups": ("label",),
    "references": ("label", "definition", "source", "grade"),
    "reporting": ("label", "due_day"),
    "sectors": ("label",),
    "stages": ("label", "definition", "source", "grade", "entry", "by"),
    "time-limits": ("label", "definition", "source"),
    "townships": ("label",),
    "transfer-thresholds": ("label", "definition", "source", "since", "acts", "amounts"),
    "zone": ("label", "group"),
}


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, keys in NEEDED.items() for key in keys])
def test_a_key_that_is_missing_is_named(name: str, key: str) -> None:
    code, entry = next(iter(FILES[name].items()))
    zh, en = said_of(name, code, {other: value for other, value in entry.items() if other != key})
    assert (zh, en) == (f"{name}.toml [{code}]：缺少 {key}", f"{name}.toml [{code}]: needs {key}")


@pytest.mark.parametrize("name", [name for name in FILES if name != "holidays"])
def test_the_bureaus_file_with_a_misspelt_key_is_out_of_force_as_a_whole(own: Path, name: str) -> None:
    load((services,))
    code = next(iter(shipped(name)))
    meant = {code: {"label": {"zh": "改", "en": "Changed"}, "aliasses": ["x"]}}
    (own / f"{name}.toml").write_bytes(tomli_w.dumps(meant).encode())
    assert read(name) == shipped(name)
    assert refuses(rf"^{name}\.toml line \d+, {name}\.toml \[{code}\] aliasses: unknown key; known: ")


def test_what_is_proposed_is_seen_only_within(own: Path) -> None:
    with proposing("reporting", {"monthly": {"due_day": 3}}):
        assert due() == 3
        assert read("sectors") == shipped("sectors")
    assert due() == 10


def test_the_state_follows_every_file_and_the_day(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = [own_state()]
    (own / "reporting.toml").write_text("[monthly]\ndue_day = 8\n")
    states.append(own_state())
    (own / "reporting.toml").write_text("[monthly]\ndue_day = 18\n")
    states.append(own_state())
    monkeypatch.setenv("BOARD_TODAY", "2026-11-24")
    states.append(own_state())
    assert len(set(states)) == len(states)
    assert own_state() == states[-1]

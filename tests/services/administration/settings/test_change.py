"""Settings through their service: what is written, from when it holds, what is refused, and the way back."""

from datetime import date
from pathlib import Path

import pytest

from data.registry import entries, read, shipped
from data.store import Change, Store, commit, count_rows, last_commit, read_rows
from data.store.errors import Conflict
from services.access.rights import NotAllowed, Person
from services.administration.settings.change import change, take_back
from services.administration.settings.errors import SettingRefused
from services.administration.settings.made import made
from services.administration.settings.registries import SETTINGS, filled_in
from services.days.calendar import is_working_day
from services.days.clock import FixedClock
from services.days.limits import due, limits

TODAY, DECEMBER = date(2026, 11, 23), date(2026, 12, 1)
ADMINISTRATOR = Person("GLY01", "signed-in", "administrator", "IP")


@pytest.fixture
def board(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A fresh store whose folder is the board's, on 2026-11-23."""
    monkeypatch.setenv("BOARD_DATA", str(store.folder))
    monkeypatch.setenv("BOARD_TODAY", TODAY.isoformat())
    return store


def put(store: Store, name: str, code: str, holds_from: date = TODAY, **changed: str | int) -> int:
    """Changes inputs of an entry's form; `__` stands for the dot in their keys."""
    given = {key.replace("__", "."): value for key, value in changed.items()}
    done = change(store, ADMINISTRATOR, name, code, given, holds_from=holds_from, why="局务会", clock=FixedClock(TODAY))
    return done.number


def shown(name: str, code: str, key: str) -> str:
    """What an input of an entry's form holds today."""
    setting = SETTINGS[name]
    return str(filled_in(setting, code, setting.holding(TODAY)[code])[key])


def test_a_setting_holds_at_once_and_its_undo_takes_it_back(board: Store) -> None:
    number = put(board, "reporting", "monthly", due_day=5)
    assert read("reporting")["monthly"]["due_day"] == 5
    assert read("reporting")["monthly"]["label"] == shipped("reporting")["monthly"]["label"]
    (one,) = made(board, "reporting")
    assert (one.since, one.tables, one.actor, one.why) == (TODAY, {"monthly": {"due_day": 5}}, "GLY01", "局务会")
    take_back(board, ADMINISTRATOR, number)
    assert read("reporting")["monthly"]["due_day"] == 10
    assert made(board, "reporting") == []


def test_a_dated_setting_waits_for_its_day(board: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(board, "sectors", "food", DECEMBER, label__zh="食品类", label__en="Foods")
    assert entries("sectors")[0].label.zh == "食品"
    monkeypatch.setenv("BOARD_TODAY", DECEMBER.isoformat())
    assert entries("sectors")[0].label.both() == ("食品类", "Foods")


def test_two_settings_of_a_day_are_one_file_and_are_undone_one_after_the_other(board: Store) -> None:
    first = put(board, "sectors", "food", label__zh="食品类")
    second = put(board, "sectors", "toys", label__zh="玩具", label__en="Toys", aliases="儿童玩具;玩具类", plan="other")
    assert read("sectors")["toys"]["aliases"] == ["儿童玩具", "玩具类"]
    assert [path.name for path in (board.folder / "registry").iterdir()] == ["sectors.2026-11-23.toml"]
    with pytest.raises(Conflict):
        take_back(board, ADMINISTRATOR, first)
    take_back(board, ADMINISTRATOR, second)
    assert "toys" not in read("sectors")
    assert read("sectors")["food"]["label"]["zh"] == "食品类"


def test_a_new_limit_spares_earlier_matters(board: Store) -> None:
    put(board, "time-limits", "publication", DECEMBER, terms__value=20)
    assert limits()["publication"].terms[-1].value == 7
    publication = {"since": DECEMBER, "value": 20, "unit": "working_days"}
    assert read("time-limits", DECEMBER)["publication"]["terms"][1:] == [publication]


def test_an_earlier_matter_keeps_its_limit_after_the_day(board: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(board, "time-limits", "sealing", DECEMBER, terms__value=10, terms__extension=0)
    monkeypatch.setenv("BOARD_TODAY", "2026-12-20")
    sealing = limits()["sealing"]
    assert due(sealing, date(2026, 11, 30)) == date(2026, 12, 30)
    assert due(sealing, date(2026, 12, 1)) == date(2026, 12, 11)
    with pytest.raises(SettingRefused, match="nothing was changed"):
        put(board, "time-limits", "sealing", date(2026, 12, 20), terms__value=10, terms__extension=0)


def test_a_year_is_entered_as_it_was_published(board: Store) -> None:
    put(board, "holidays", "2027", off="2027年1月1日—1月3日\n2027-02-05 至 2027-02-12", working="2027-01-31")
    table = read("holidays")["2027"]
    assert table["off"][0] == date(2027, 1, 1)
    assert len(table["off"]) == 7
    assert (is_working_day(date(2027, 1, 31)), is_working_day(date(2027, 2, 8))) == (True, False)


def test_one_day_more_keeps_the_rest_of_a_known_year(board: Store) -> None:
    days = shown("holidays", "2026", "off")
    put(board, "holidays", "2026", off=f"{days}\n2026-12-31")
    assert not is_working_day(date(2026, 12, 31))
    assert is_working_day(date(2026, 2, 14))
    assert not is_working_day(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("name", "code", "changed", "said"),
    [
        ("reporting", "monthly", {"due_day": 31}, r"reporting\.toml \[monthly\] due_day"),
        ("time-limits", "sealing", {"terms__unit": "weeks"}, r"time-limits\.toml \[sealing\] terms"),
        ("mark-use", "over_yield", {"value": 0}, r"mark-use\.toml \[over_yield\] value"),
        ("map", "tianditu_key", {"value": "x&tk=1"}, r"map\.toml \[tianditu_key\]"),
        ("access", "password", {"least": 4}, r"access\.toml \[password\] least"),
        ("sectors", "food", {"label__en": " "}, "in Chinese and in English"),
        ("sectors", "Toys!", {"label__zh": "玩具", "label__en": "Toys"}, "small letters"),
        ("sectors", "toys", {"aliases": "玩具"}, r"\[toys\]: needs label"),
        (
            "references",
            "tianjin_2024",
            {"label__zh": "天津", "label__en": "Tianjin"},
            r"\[tianjin_2024\]: needs definition",
        ),
        ("holidays", "2027", {"off": "2027-02-30"}, "2027-02-30"),
        ("holidays", "2027", {"off": "2027-01-02"}, "on a weekend, off anyway"),
        ("holidays", "2027", {"off": "2028-01-03"}, r"holidays\.toml \[2027\] off"),
        ("map", "new_entry", {"value": "x"}, "small letters"),
        ("reporting", "monthly", {}, "nothing was changed"),
    ],
)
def test_what_is_not_valid_is_refused_and_nothing_is_written(
    board: Store, name: str, code: str, changed: dict, said: str
) -> None:
    before = last_commit(board)
    with pytest.raises(SettingRefused, match=said):
        put(board, name, code, **changed)
    assert last_commit(board) == before
    assert not (board.folder / "registry").exists()


def test_the_past_is_never_altered_and_a_reason_is_needed(board: Store) -> None:
    with pytest.raises(SettingRefused, match="past"):
        put(board, "reporting", "monthly", date(2026, 11, 22), due_day=5)
    with pytest.raises(SettingRefused, match="why"):
        change(
            board, ADMINISTRATOR, "reporting", "monthly", {"due_day": 5},
            holds_from=TODAY, why=" ", clock=FixedClock(TODAY),
        )  # fmt: skip


def test_what_is_set_for_later_is_not_set_before_it_unseen(board: Store) -> None:
    put(board, "reporting", "monthly", DECEMBER, due_day=5)
    with pytest.raises(SettingRefused, match="2026-12-01"):
        put(board, "reporting", "monthly", due_day=8)


def test_what_is_set_for_earlier_stays_as_it_is(board: Store) -> None:
    put(board, "reporting", "monthly", DECEMBER, due_day=5)
    put(board, "reporting", "monthly", date(2026, 12, 10), definition__en="By the 5th.")
    assert read("reporting", date(2026, 12, 10))["monthly"]["due_day"] == 5
    assert [one.tables["monthly"].keys() for one in made(board, "reporting")] == [{"definition"}, {"due_day"}]


def test_files_written_by_hand_keep_working_and_are_named(board: Store) -> None:
    folder = Path(board.folder) / "registry"
    folder.mkdir()
    (folder / "reporting.toml").write_text("[monthly]\ndue_day = 8\n")
    (folder / "reporting.2026-12-01.toml").write_text("[monthly]\ndue_day = 6\n")
    number = put(board, "sectors", "food", label__zh="食品类")
    assert read("reporting")["monthly"]["due_day"] == 8
    assert [(one.file, one.commit) for one in made(board, "reporting")] == [
        ("reporting.2026-12-01.toml", None),
        ("reporting.toml", None),
    ]
    definition = shown("reporting", "monthly", "definition.zh")
    with pytest.raises(SettingRefused, match="written by hand"):
        put(board, "reporting", "monthly", DECEMBER, definition__zh=f"{definition}。")
    take_back(board, ADMINISTRATOR, number)
    assert len(list(folder.iterdir())) == 2


def test_a_code_in_use_stays(board: Store) -> None:
    number = put(board, "sectors", "toys", label__zh="玩具", label__en="Toys", plan="other")
    inspection = {
        "inspected_on": date(2026, 11, 2), "object_name": "示例店", "township": "120111101", "sector": "toys",
        "office": "ZD", "theme": "counterfeit", "reason": "routine",
    }  # fmt: skip
    commit(board, ADMINISTRATOR.actor, "检查", [Change("inspections", inspection)])
    with pytest.raises(SettingRefused, match="1 rows use the code toys"):
        take_back(board, ADMINISTRATOR, number)
    assert "toys" in read("sectors")


@pytest.mark.parametrize("role", ["viewer", "officer", "reviewer", "manager"])
def test_only_an_administrator_sets(board: Store, role: str) -> None:
    number = put(board, "map", "approval_number", value="津S(2026)001号")
    other = Person("QT01", "signed-in", role, "IP")
    with pytest.raises(NotAllowed):
        take_back(board, other, number)
    with pytest.raises(NotAllowed):
        change(
            board, other, "map", "approval_number", {"value": "x"}, holds_from=TODAY, why="x", clock=FixedClock(TODAY)
        )
    assert count_rows(board, "settings") == 1
    assert read_rows(board, "settings")["content"].item() == '[approval_number]\nvalue = "津S(2026)001号"\n'

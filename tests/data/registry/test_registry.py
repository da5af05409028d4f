"""The bureau's own registry files over the shipped ones: which hold on a day, and what is said of faulty ones."""

from datetime import date
from pathlib import Path

import pytest

from data.registry import RegistryError, own_state, proposing, read, shipped


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
    with pytest.raises(RegistryError, match=r"reporting\.december\.toml: call it reporting\.toml or"):
        read("reporting")
    assert read("sectors")


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

"""The caches: one answer for each commit and each set of arguments."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from data.store import SYSTEM, Change, Store, commit
from pages.parts import cached

asked: list[tuple] = []


def question(store: Store, code: str, days: tuple[int, ...] = (), *, language: str = "en") -> tuple:
    asked.append((code, days, language))
    return code, days, language


def test_the_same_question_is_asked_once_a_commit(own_board: Path) -> None:
    asked.clear()
    first = cached.answer(question, "food", (1, 2), language="zh_CN")
    assert cached.answer(question, "food", (1, 2), language="zh_CN") is first
    assert cached.answer(question, "food", (1, 3), language="zh_CN") == ("food", (1, 3), "zh_CN")
    assert len(asked) == 2
    commit(cached.store(), SYSTEM, "a person", [Change("people", {"code": "p1", "name": "示例", "office": "IP"})])
    assert cached.answer(question, "food", (1, 2), language="zh_CN") == first
    assert len(asked) == 3


def test_frames_are_no_keys(own_board: Path) -> None:
    arguments: list[Any] = [pl.DataFrame({"a": [1]}), (pl.Series([1]),), [1]]
    for argument in arguments:
        with pytest.raises(TypeError, match="unhashable"):
            cached.answer(question, argument)


def test_each_configuration_has_its_store(own_board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cached.store()
    assert cached.store() is first
    monkeypatch.delenv("BOARD_DATABASE_URL")
    monkeypatch.setenv("BOARD_DATA", str(tmp_path / "other"))
    assert cached.store() is not first

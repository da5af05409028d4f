"""After warming, what a page asks for is in the memory: the store is not asked again."""

from pathlib import Path

from sqlalchemy import event

from data.store import read_rollup
from pages.parts.frame import cached
from pages.parts.frame.warming import warm_answers
from services.records.reviews import unchecked


def test_after_warming_neither_rollups_nor_rows_are_read_again(own_board: Path):
    warm_answers()
    statements: list[str] = []
    event.listen(cached.store().engine, "before_cursor_execute", lambda *words: statements.append(words[2]))
    cached.answer(read_rollup, "case_days")
    cached.answer(unchecked)
    assert statements, "not even the last commit was asked for: nothing was listened to"
    assert not [statement for statement in statements if "FROM case" in statement]

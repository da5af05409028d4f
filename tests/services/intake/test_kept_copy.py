"""The copy of an upload that is kept: nothing in it can be run, and no name of a file or a sheet damages it."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from data.store import Store, files_of, get_attachment
from services.access.identity import THE_BOARD
from services.days.clock import Clock
from services.intake.confirm import confirm
from services.intake.sheets_back import kept_files
from tests.services.intake.conftest import HandIn, NewWorkbook

Cases = Callable[..., list[list[Any]]]


def kept(store: Store, number: int) -> list[tuple[str, bytes]]:
    found = files_of(store, number).select("name", "sha256").rows()
    return [(name, get_attachment(store, sha256)) for name, sha256 in found]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_header_cannot_be_run(hand_in: HandIn, workbook: NewWorkbook, cases: Cases, sign: str) -> None:
    """A header that somebody assigned to a column may be any text; a spreadsheet would run one that begins so."""
    (sheet,) = hand_in(workbook(cases({"别处的列": "x"}))).recognised()
    headers = {name: f"{sign}{text}" for name, text in sheet.layout.headers.items()}
    named = replace(sheet, layout=structs.replace(sheet.layout, headers=headers, sheet="=a/b:c"))
    (copy,) = kept_files("台账.xlsx", b"", [], [named])
    header = next(csv.reader(io.StringIO(copy.content.decode("utf-8-sig"), newline="")))
    assert all(cell.startswith("'") for cell in header)
    assert copy.name == "台账 =a b c（仅已识别列）.csv"


@pytest.mark.parametrize("name", ["台\n账.xlsx", "台账\r\nX: y.xlsx", "../台账.xlsx", "\u202e台账.xlsx"])
def test_a_name_does_not_damage_the_original(
    store: Store, hand_in: HandIn, workbook: NewWorkbook, cases: Cases, clock: Clock, name: str
) -> None:
    content = workbook(cases({}))
    number = confirm(store, THE_BOARD, hand_in((name, content)).id, clock=clock)
    ((plain, original),) = kept(store, number)
    assert original == content
    assert plain.endswith(".xlsx")
    assert not set(plain) & set("\r\n/\\\u202e:")

"""Recognised sheets to a staged upload: validated and compared ledger by ledger, and kept."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Kind, Ledger
from data.store import Store, last_commit, save_staged, staged_folder
from data.texts import Text
from services.clock import Clock
from services.intake.assignments import remembered
from services.intake.compare import CHANGED, NEW, SAME, Comparison, compare
from services.intake.known import Known, known
from services.intake.read import Note, Refusal
from services.intake.recognise import Recognised
from services.intake.staged import Counts, Staged, Sum, load, state_of
from services.intake.validate import ERROR_SCHEMA, Validated, validate

Progress = Callable[[float, Text], None]
PERSONAL_RULES = ("mobile", "identity")


def silent(fraction: float, message: Text) -> None:
    """No one watches."""


def refresh(store: Store, id: str, *, clock: Clock, progress: Progress = silent) -> Staged:
    """Validate and compare a staged upload again, with the store as it is now."""
    staged = load(store, id)
    refused = staged.errors().filter(pl.col("rule").is_in(PERSONAL_RULES))
    upload = {"files": staged.files, "office": staged.office, "ledger": staged.ledger, "complete": staged.complete}
    return judge(store, id, staged.recognised(), upload, staged.refusals, staged.notes, refused, clock, progress)


def judge(
    store: Store,
    id: str,
    sheets: Sequence[Recognised],
    upload: dict[str, Any],
    refusals: Sequence[Refusal],
    notes: Sequence[Note],
    refused: pl.DataFrame,
    clock: Clock,
    progress: Progress,
) -> Staged:
    """Validate and compare ledger by ledger, those that are referred to first, and keep what was found."""
    by_ledger: dict[str, list[Recognised]] = defaultdict(list)
    for sheet in sheets:
        by_ledger[sheet.layout.ledger].append(sheet)
    names = [name for name in ledgers() if name in by_ledger]
    # Before anything is compared: what comes in meanwhile is then noticed when it is confirmed.
    expected = {name: last_commit(store, name) for name in names}
    seen = known(store)
    results: dict[str, tuple[Validated, Comparison]] = {}
    for number, name in enumerate(names):
        title = ledger_of(name).title
        progress(0.5 + 0.5 * number / len(names), Text(f"正在核对 {title.zh}", f"checking {title.en}"))
        results[name] = _result(store, by_ledger[name], seen, results, upload, refused, clock)
    _write_frames(store, id, results)
    state = state_of(
        **upload,
        refusals=list(refusals),
        notes=list(notes),
        sheets=[sheet.layout for sheet in sheets],
        counts={name: _counts(*result) for name, result in results.items()},
        sums=[
            one for name, (_, compared) in results.items() for one in _sums(ledger_of(name), compared, by_ledger[name])
        ],
        expected=expected,
        withheld=sum(validated.withheld for validated, _ in results.values()),
        removes_demonstration=seen.replacing_demonstration,
    )
    save_staged(store, id, state)
    progress(1.0, Text("核对完成", "checked"))
    return load(store, id)


def _result(
    store: Store,
    sheets: list[Recognised],
    seen: Known,
    before: dict[str, tuple[Validated, Comparison]],
    upload: dict[str, Any],
    refused: pl.DataFrame,
    clock: Clock,
) -> tuple[Validated, Comparison]:
    fresh = {name: compared.rows for name, (_, compared) in before.items()}
    memory = remembered(store, upload["office"], sheets[0].layout.ledger)
    validated = validate(sheets, seen, memory, fresh, clock.today(), refused)
    return validated, compare(validated, seen, office=upload["office"], complete=upload["complete"])


def _counts(validated: Validated, compared: Comparison) -> Counts:
    change = dict(compared.rows.group_by("_change").len().iter_rows())
    return Counts(
        change.get(NEW, 0), change.get(CHANGED, 0), change.get(SAME, 0), validated.bad, compared.vanished.height
    )


def _sums(ledger: Ledger, compared: Comparison, sheets: list[Recognised]) -> list[Sum]:
    given = {name for sheet in sheets for name in sheet.layout.headers}
    units = {name: unit for sheet in sheets for name, unit in sheet.layout.units.items()}
    money = [column for column in ledger.columns if column.kind is Kind.MONEY and column.name in given]
    return [
        Sum(ledger.name, column.name, Decimal(compared.rows[column.name].sum()), units.get(column.name, column.unit))
        for column in money
    ]


def _write_frames(store: Store, id: str, results: dict[str, tuple[Validated, Comparison]]) -> None:
    folder = staged_folder(store, id)
    errors = [validated.errors for validated, _ in results.values()]
    pl.concat([pl.DataFrame(schema=ERROR_SCHEMA), *errors]).write_parquet(folder / "errors.parquet")
    for name, (_, compared) in results.items():
        compared.rows.write_parquet(folder / f"rows-{name}.parquet")
        compared.cells.write_parquet(folder / f"cells-{name}.parquet")
        compared.vanished.write_parquet(folder / f"vanished-{name}.parquet")
    questions = [compared.questions for _, compared in results.values()]
    if questions:
        pl.concat(questions).write_parquet(folder / "questions.parquet")

"""Recognised sheets to a staged upload: validated and compared ledger by ledger, and kept."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Kind
from data.store import Store, last_commit, save_staged, staged_folder
from data.texts import Text
from services.clock import Clock
from services.intake.assignments import remembered
from services.intake.compare import CHANGED, NEW, SAME, Comparison, compare
from services.intake.known import Known, known
from services.intake.read import Note, Refusal
from services.intake.recognise import Recognised
from services.intake.staged import Counts, Staged, Sum, Upload, load, staged_now, state_of
from services.intake.validate import ERROR_SCHEMA, Validated, validate
from services.rights import Person

Progress = Callable[[float, Text], None]
Result = tuple[Validated, Comparison]
PERSONAL_RULES = ("mobile", "identity")


def silent(fraction: float, message: Text) -> None:
    """No one watches."""


@dataclass(frozen=True)
class Found:
    """What reading made of an upload. `refused` are errors about numbers that were not kept (see `validate`)."""

    sheets: Sequence[Recognised]
    refusals: Sequence[Refusal] = ()
    notes: Sequence[Note] = ()
    refused: pl.DataFrame | None = None


@dataclass(frozen=True)
class _Bench:
    """What every ledger of an upload is judged by."""

    store: Store
    person: Person
    known: Known
    upload: Upload
    today: date
    refused: pl.DataFrame | None


def refresh(store: Store, person: Person, id: str, *, clock: Clock, progress: Progress = silent) -> Staged:
    """Validate and compare a staged upload again, with the store and the person's rights as they are now."""
    staged = load(store, person, id)
    refused = staged.errors().filter(pl.col("rule").is_in(PERSONAL_RULES))
    found = Found(staged.recognised(), staged.refusals, staged.notes, refused)
    return judge(store, person, id, staged.upload, found, clock, progress)


def judge(
    store: Store, person: Person, id: str, upload: Upload, found: Found, clock: Clock, progress: Progress
) -> Staged:
    """Validate and compare ledger by ledger, those that are referred to first, and keep what was found."""
    by_ledger: dict[str, list[Recognised]] = defaultdict(list)
    for sheet in found.sheets:
        by_ledger[sheet.layout.ledger].append(sheet)
    names = [name for name in ledgers() if name in by_ledger]
    # Before anything is compared: what comes in meanwhile is then noticed when it is confirmed.
    expected = {name: last_commit(store, name) for name in names}
    bench = _Bench(store, person, known(store), upload, clock.today(), found.refused)
    results: dict[str, Result] = {}
    for number, name in enumerate(names):
        title = ledger_of(name).title
        progress(0.5 + 0.5 * number / len(names), Text(f"正在核对 {title.zh}", f"checking {title.en}"))
        results[name] = _result(bench, by_ledger[name], results)
    _write_frames(store, id, results)
    state = state_of(
        upload,
        refusals=list(found.refusals),
        notes=list(found.notes),
        sheets=[sheet.layout for sheet in found.sheets],
        counts={name: _counts(*result) for name, result in results.items()},
        sums=[one for name, (_, compared) in results.items() for one in _sums(compared, by_ledger[name])],
        expected=expected,
        withheld=sum(validated.withheld for validated, _ in results.values()),
        removes_demonstration=bench.known.replacing_demonstration,
        offices=sorted(frozenset[str]().union(*(validated.offices for validated, _ in results.values()))),
    )
    save_staged(store, id, state)
    progress(1.0, Text("核对完成", "checked"))
    return staged_now(store, id)


def _result(bench: _Bench, sheets: Sequence[Recognised], before: Mapping[str, Result]) -> Result:
    """One ledger; references to the good rows of those judged `before` it count."""
    fresh = {name: compared.rows for name, (_, compared) in before.items()}
    memory = remembered(bench.store, bench.upload.office, sheets[0].layout.ledger)
    validated = validate(sheets, bench.known, memory, fresh, bench.today, bench.person, bench.refused)
    return validated, compare(validated, bench.known, office=bench.upload.office, complete=bench.upload.complete)


def _counts(validated: Validated, compared: Comparison) -> Counts:
    change = dict(compared.rows.group_by("_change").len().iter_rows())
    return Counts(
        change.get(NEW, 0), change.get(CHANGED, 0), change.get(SAME, 0), validated.bad, compared.vanished.height
    )


def _sums(compared: Comparison, sheets: Sequence[Recognised]) -> list[Sum]:
    ledger = ledger_of(sheets[0].layout.ledger)
    given = {name for sheet in sheets for name in sheet.layout.headers}
    units = {name: unit for sheet in sheets for name, unit in sheet.layout.units.items()}
    money = [column for column in ledger.columns if column.kind is Kind.MONEY and column.name in given]
    return [
        Sum(ledger.name, column.name, Decimal(compared.rows[column.name].sum()), units.get(column.name, column.unit))
        for column in money
    ]


def _write_frames(store: Store, id: str, results: Mapping[str, Result]) -> None:
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

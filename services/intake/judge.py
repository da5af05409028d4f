"""Recognised sheets to a staged upload: validated and compared ledger by ledger, and kept."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl
from msgspec import structs

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Column, Kind
from data.store import Store, last_commit, new_staged, save_staged
from data.store.kept import to_state
from data.texts import Text
from services.access.numbers import without_numbers
from services.access.rights import Person
from services.days.clock import Clock
from services.intake.assignments import remembered
from services.intake.compare import (
    CHANGED,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    NEW,
    QUESTION_SCHEMA,
    SAME,
    Comparison,
    compare,
)
from services.intake.headers import column_of
from services.intake.held import Known, known
from services.intake.read import Note, Refusal
from services.intake.recognise import Recognised
from services.intake.sheets_back import KeptFile
from services.intake.staged import (
    Counts,
    Judged,
    Staged,
    Sum,
    Upload,
    copy_files,
    frame_file,
    load,
    staged_now,
)
from services.intake.validate import ERROR_SCHEMA, PERSONAL_RULES, Validated, validate
from services.records.staged import WORKBOOKS

Progress = Callable[[float, Text], None]
Result = tuple[Validated, Comparison]


def silent(fraction: float, message: Text) -> None:
    """No one watches."""


@dataclass(frozen=True)
class Found:
    """What reading made of an upload. `copies` are what the commit is to keep; `refused` are errors about numbers that
    were not kept (see `validate`)."""

    sheets: Sequence[Recognised]
    copies: Iterable[KeptFile] = ()
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
    """Validate and compare a staged upload again, with the store and the person's rights as they are now. Until that is
    done it stays as it was. Raises Damaged."""
    staged = load(store, person, id)
    refused = staged.errors().filter(pl.col("rule").is_in(PERSONAL_RULES))
    found = Found(staged.recognised(), staged.copies(), staged.refusals, staged.notes, refused)
    return judge(store, person, id, staged.upload, found, clock, progress)


def judge(
    store: Store, person: Person, id: str | None, upload: Upload, found: Found, clock: Clock, progress: Progress
) -> Staged:
    """Validate and compare ledger by ledger, those that are referred to first, and keep what was found: as a new upload
    without `id`, else in place of what stood there."""
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
    judged = Judged(
        **structs.asdict(upload),
        refusals=tuple(found.refusals),
        notes=tuple(dict.fromkeys([*found.notes, *_repetitions(results), *_doubts(results)])),
        sheets=tuple(sheet.layout for sheet in found.sheets),
        counts={name: _counts(*result) for name, result in results.items()},
        sums=tuple(one for name, (_, compared) in results.items() for one in _sums(compared, by_ledger[name])),
        expected=expected,
        withheld=sum(validated.withheld for validated, _ in results.values()),
        removes_demonstration=bench.known.replacing_demonstration,
        offices=tuple(sorted(frozenset[str]().union(*(validated.offices for validated, _ in results.values())))),
    )
    state, files = to_state(judged), _files(found, results, by_ledger)
    if id is None:
        id = new_staged(store, WORKBOOKS, person.actor, state, files)
    else:
        save_staged(store, id, state, files)
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
    money = [column for column in ledger.columns if column.kind is Kind.MONEY and column.name in given]
    return [
        Sum(ledger.name, column.name, Decimal(compared.rows[column.name].sum()), _units(column, sheets))
        for column in money
    ]


def _units(column: Column, sheets: Sequence[Recognised]) -> str:
    """The unit in which the sheets' amounts were read, or their units."""
    layouts = [sheet.layout for sheet in sheets if column.name in sheet.layout.headers]
    return "、".join(dict.fromkeys(layout.units.get(column.name, column.unit) for layout in layouts))


def _repetitions(results: Mapping[str, Result]) -> list[Note]:
    return [
        Note(
            file,
            sheet,
            Text(
                f"第 {row} 行与本次上传的另一张表中的一行完全相同，只计一次",
                f"row {row} is the same as one in another sheet of this upload and counts once",
            ),
        )
        for validated, _ in results.values()
        for file, sheet, row in validated.again.iter_rows()
    ]


def _doubts(results: Mapping[str, Result]) -> Iterator[Note]:
    """What is doubtful in rows that would be written; they are taken all the same."""
    for name, (_, compared) in results.items():
        written = compared.rows.filter(pl.col("_change") != SAME)
        for rule in (rule for rule in ledger_of(name).rules if rule.doubt):
            for file, sheet, row in written.filter(rule.broken()).select("_file", "_sheet", "_row").iter_rows():
                zh = f"第 {row} 行：{rule.message.zh}，照收；{rule.mend.zh}"
                en = f"row {row}: {rule.message.en}; it is taken all the same: {rule.mend.en}"
                yield Note(file, sheet, Text(zh, en))


def _hidden(name: str, compared: Comparison, sheets: Sequence[Recognised]) -> pl.DataFrame:
    """What counts though nobody sees it in the sheet: rows that would be written, and columns."""
    ledger = ledger_of(name)
    places = set(compared.rows.filter(pl.col("_change") != SAME).select("_file", "_sheet", "_row").iter_rows())
    lines: list[tuple[str, str, int, str, str, str]] = []
    for layout in (sheet.layout for sheet in sheets):
        at, key = (layout.file, layout.sheet), ledger.keys[0].name
        rows = [row for row in layout.hidden_rows if (*at, row) in places]
        lines += [(*at, row, name, key, HIDDEN_ROW) for row in rows]
        columns = [column_of(ledger, column).name for column in layout.hidden_columns] if places else []
        lines += [(*at, layout.header_row, name, column, HIDDEN_COLUMN) for column in columns]
    schema = {name: QUESTION_SCHEMA[name] for name in ("file", "sheet", "row", "ledger", "column", "kind")}
    return pl.DataFrame(lines, schema=schema, orient="row")


def _files(
    found: Found, results: Mapping[str, Result], sheets: Mapping[str, Sequence[Recognised]]
) -> Iterator[tuple[str, bytes]]:
    """Everything of an upload that is no small thing, a file after the other."""
    yield from copy_files(found.copies)
    for number, sheet in enumerate(found.sheets):
        yield frame_file(f"sheet-{number}", without_numbers(sheet.cells, ledger_of(sheet.layout.ledger)))
    errors = [validated.errors for validated, _ in results.values()]
    yield frame_file("errors", pl.concat([pl.DataFrame(schema=ERROR_SCHEMA), *errors]))
    for name, (_, compared) in results.items():
        yield frame_file(f"rows-{name}", compared.rows)
        yield frame_file(f"cells-{name}", compared.cells)
        yield frame_file(f"vanished-{name}", compared.vanished)
    asked = [compared.questions for _, compared in results.values()]
    asked += [_hidden(name, compared, sheets[name]) for name, (_, compared) in results.items()]
    yield frame_file("questions", pl.concat([pl.DataFrame(schema=QUESTION_SCHEMA), *asked], how="diagonal"))

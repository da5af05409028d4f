"""Uploads from files to what a person can look at: stage, assign, stage anew, discard."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import Store, discard_staged
from data.texts import Text
from services.access.numbers import without_numbers
from services.access.rights import Action, Person, require, require_anywhere
from services.days.clock import Clock
from services.ground.coordinates import UnknownSystem
from services.intake.assignments import Assignment, remember, remembered
from services.intake.errors import IntakeError
from services.intake.judge import Found, Progress, judge, refresh, silent
from services.intake.limits import MEGABYTE, Limits
from services.intake.limits import limits as limits_in_force
from services.intake.read import Note, Reading, Refusal, Sheet, read_file
from services.intake.recognise import EXAMPLE, Recognised, recognise
from services.intake.report import reading_notes
from services.intake.sheets_back import OWN_SHEETS, KeptFile, kept_files
from services.intake.staged import Staged, Upload, load

Files = Sequence[tuple[str, bytes]]
Read = Callable[[str, bytes, Limits], Reading]
CONVERTED = Text("转换后重新上传", "upload it again when it is converted")
NO_HEADER = Text("没有找到与任何台账相符的表头", "no header that fits a ledger")
USE_TEMPLATE = Text(
    "使用台账模板的表头，或选定台账后重新上传", "use the headers of a template, or choose the ledger and upload again"
)


def stage(
    store: Store,
    person: Person,
    files: Files,
    *,
    clock: Clock,
    office: str | None = None,
    ledger: str | None = None,
    complete: bool = False,
    limits: Limits | None = None,
    progress: Progress = silent,
    read: Read = read_file,
) -> Staged:
    """Read, recognise, validate and compare files; nothing is written but the staged upload itself.

    `office` (code) is the unit that hands in, the rows' own without one; rows that the person may not write become
    errors, and NotAllowed is raised where that goes for all of the office. `ledger` names the one ledger all sheets
    are of, else each sheet is recognised; `complete` says that these are all rows of the office. `progress` hears
    what is being done, from 0 to 1. `read` is how a file is read.
    """
    _refuse_others(person, office)
    limits = limits or limits_in_force()
    _refuse_many(files, limits)
    files = _told_apart(files)
    upload = Upload(tuple(name for name, _ in files), office, ledger, complete)
    readings = _readings(files, read, limits, progress)
    return judge(store, person, None, upload, _found(store, upload, files, readings), clock, progress)


def assign(
    store: Store, person: Person, id: str, assignments: Sequence[Assignment], *, clock: Clock, files: Files = ()
) -> Staged:
    """Remember what a person assigned for the upload's office, and judge the upload anew under its id.

    A header needs the files once more, for unknown columns are kept nowhere; IntakeError says so.
    """
    staged = load(store, person, id)
    if not files and any(assignment.kind == "header" for assignment in assignments):
        raise IntakeError(
            Text(
                "未识别的列不会保存，请重新选择文件后再指定表头",
                "unknown columns are not kept: choose the files again to assign a header",
            )
        )
    limits = limits_in_force()
    _refuse_many(files, limits)
    remember(store, person, staged.office, assignments)
    if not files:
        return refresh(store, person, id, clock=clock)
    files = _told_apart(files)
    readings = _readings(files, read_file, limits, silent)
    return judge(store, person, id, staged.upload, _found(store, staged.upload, files, readings), clock, silent)


def discard(store: Store, person: Person, id: str) -> None:
    """Forget a staged upload. NotAllowed for whom it is not."""
    discard_staged(store, load(store, person, id).id)


def _refuse_others(person: Person, office: str | None) -> None:
    """Who may hand in for no unit, or not for this one, has nothing to stage."""
    if office:
        require(person, Action.HAND_IN, office)
    else:
        require_anywhere(person, Action.HAND_IN)


def _told_apart(files: Files) -> Files:
    """The files, those of one name with a number: a fault says in which of them it is."""
    told: list[tuple[str, bytes]] = []
    for name, content in files:
        stem, dot, ending = name.rpartition(".")
        taken, number, own = {one for one, _ in told}, 1, name
        while own in taken:
            number += 1
            own = f"{stem}（{number}）{dot}{ending}" if dot else f"{name}（{number}）"
        told.append((own, content))
    return told


def _refuse_many(files: Files, limits: Limits) -> None:
    """One upload holds a worker while it is read, so it ends somewhere."""
    if len(files) > limits.files or sum(len(content) for _, content in files) > limits.together:
        most = limits.together // MEGABYTE
        raise IntakeError(
            Text(
                f"一次最多上传 {limits.files} 个文件、共 {most} MB，请分几次上传",
                f"at most {limits.files} files and {most} MB together at once: upload them in several goes",
            )
        )


def _readings(files: Files, read: Read, limits: Limits, progress: Progress) -> list[Reading]:
    """What is in each file; all of them together may hold what one may."""
    readings: list[Reading] = []
    for number, (name, content) in enumerate(files):
        progress(0.5 * number / len(files), Text(f"正在读取 {name}", f"reading {name}"))
        readings.append(read(name, content, limits))
        held = sum(_held(sheet) for sheet in readings[-1].sheets)
        limits = replace(limits, text=max(limits.text - held, 0))
    return readings


def _held(sheet: Sheet) -> int:
    """How many characters a sheet holds."""
    lengths = sheet.cells.select(pl.sum_horizontal(pl.all().str.len_chars().sum())) if sheet.cells.width else None
    return int(lengths.item() or 0) if lengths is not None else 0


def _found(store: Store, upload: Upload, files: Files, readings: Sequence[Reading]) -> Found:
    """What the readings hold, and the copies to keep."""
    refusals: list[Refusal] = []
    notes: list[Note] = []
    sheets: list[Recognised] = []
    copies: list[KeptFile] = []
    for (name, content), reading in zip(files, readings, strict=True):
        try:
            recognised = _recognised(store, upload, reading)
        except UnknownSystem as error:
            refusals.append(Refusal(name, error.text, CONVERTED))
            continue
        refusals += reading.refusals or (() if recognised else (Refusal(name, NO_HEADER, USE_TEMPLATE),))
        notes += [*reading.notes, *reading_notes(reading, recognised)]
        clean = [
            Recognised(sheet.layout, without_numbers(sheet.cells, ledger_of(sheet.layout.ledger)))
            for sheet in recognised
        ]
        copies += kept_files(name, content, reading.sheets, clean)
        sheets += recognised
    return Found(sheets, copies, refusals, notes)


def _recognised(store: Store, upload: Upload, reading: Reading) -> list[Recognised]:
    memory = partial(remembered, store, upload.office)
    shown = [sheet for sheet in reading.sheets if not sheet.hidden and sheet.name not in OWN_SHEETS]
    found = [one for sheet in shown if (one := recognise(sheet, memory, upload.ledger)) is not None]
    return [one for one in found if not EXAMPLE.match(one.layout.sheet)] or found

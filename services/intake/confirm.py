"""A staged upload becomes one commit: what must be confirmed, by whom, and what is said with it."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from data.ledgers import ledger as ledger_of
from data.store import Attachment, Change, Rows, Store, commit, demonstration
from data.store.commits import DEMONSTRATION
from data.store.errors import AlreadyCommitted, Conflict, StoreMoved
from data.texts import Text
from services.access.rights import Person, require_each, units, writing
from services.days.clock import Clock
from services.intake.changes import Chosen, attachments, chosen_of, forget_rows, to_write, withdrawals
from services.intake.compare import WAS
from services.intake.errors import HasBadRows, IntakeError, NothingToWrite, NotWhole, Unanswered
from services.intake.handed_in import latest_day, submissions, unsaid
from services.intake.held import known
from services.intake.judge import Progress, refresh, silent
from services.intake.staged import Staged, load

NONE_CHOSEN: Chosen = {}


def confirm(
    store: Store,
    person: Person,
    id: str,
    *,
    clock: Clock,
    accept_good: bool = False,
    answered: bool = False,
    withdraw: Chosen = NONE_CHOSEN,
    reason: str = "",
    until: date | None = None,
    kind: str = "batch",
    files: Sequence[Attachment] = (),
    progress: Progress = silent,
) -> int:
    """Commit a staged upload and return the commit's number; confirming it again returns the same number.

    `accept_good` takes the good rows without the bad ones, `answered` says that unusual amounts are right,
    `withdraw` names vanished rows (ids by ledger) to withdraw for `reason`, `until` is the day up to which the months
    of the rows are reported (see `handed_in.submissions`; with bad rows left out not to the end of any month), `files`
    are kept files that the rows name. Where the store moved since the comparison, it is made again and StoreMoved
    raised, so that the person looks again.
    Raises NotAllowed, Damaged, OlderShape, HasBadRows, Unanswered, NotWhole, NothingToWrite, StoreMoved,
    StillReferred (what `changes.held_back` says beforehand), Full.
    """
    staged = load(store, person, id)
    if staged.commit is not None:
        return staged.commit
    staged.check()
    _refuse(staged, accept_good, answered, withdraw, reason)
    if until:
        _refuse_day(store, staged, until, clock.today())
    progress(0.1, Text("正在入库", "writing"))
    _require_rows(person, staged, withdraw)
    changes: list[Change | Rows] = [*to_write(staged), *withdrawals(staged, withdraw, reason)]
    changes += submissions(_good(staged), known(store), office=staged.office, until=until, person=person, clock=clock)
    if not changes:
        raise NothingToWrite(Text("与已有数据完全相同，无需入库", "everything stands in the store already"))
    try:
        done = commit(
            store,
            person.actor,
            reason or f"上传：{'、'.join(staged.files)}",
            changes,
            kind=kind,
            batch=id,
            expected=staged.expected,
            files=[*attachments(store, staged), *files],
            remove_demonstration=kind != DEMONSTRATION and demonstration(store),
        )
    except AlreadyCommitted as error:
        return error.number
    except (StoreMoved, Conflict):
        refresh(store, person, id, clock=clock)
        raise
    forget_rows(store, staged)
    return done.number


def to_say(store: Store, staged: Staged) -> pl.DataFrame:
    """The months of which a staged upload holds rows and that are not handed in yet, as `handed_in.unsaid` gives
    them: of these whoever confirms says up to which day they are reported."""
    return unsaid(_good(staged), known(store), staged.office)


def _refuse_day(store: Store, staged: Staged, until: date, today: date) -> None:
    if until > today:
        raise IntakeError(Text("报送截至日不能晚于今天", "the day up to which is reported can't lie ahead"))
    latest = latest_day(to_say(store, staged), today, left_out=staged.has_bad)
    if until > latest:
        raise NotWhole(
            Text(
                f"有不合格的行或文件未入库，不能报为整月：报送截至日最晚为 {latest}，或暂不报送，改好后补报",
                f"bad rows or files are left out, so no month is whole: report up to {latest} at the latest, "
                "or nothing until they are mended",
            )
        )


def _good(staged: Staged) -> dict[str, pl.DataFrame]:
    return {name: staged.rows(name) for name in staged.counts}


def _require_rows(person: Person, staged: Staged, withdraw: Chosen) -> None:
    """Whoever confirms must have the right to every row, as it is and as it will be: somebody else may have had the
    upload judged. That the store has not moved since is for the commit to see."""
    for name in staged.counts:
        ledger, rows = ledger_of(name), staged.to_write(name)
        gone = chosen_of(staged, name, withdraw)
        before = rows[WAS].drop_nulls() if WAS in rows.columns else []
        require_each(person, writing(ledger), units(ledger, rows) | units(ledger, gone) | frozenset(before))


def _refuse(staged: Staged, accept_good: bool, answered: bool, withdraw: Chosen, reason: str) -> None:
    if staged.has_bad and not accept_good:
        raise HasBadRows(Text("有不合格的行或文件，未写入任何内容", "there are bad rows or files; nothing was written"))
    if staged.has_questions and not answered:
        raise Unanswered(
            Text(
                "有异常金额，或有隐藏的行列，请先核对确认",
                "there are unusual amounts, or hidden rows or columns: check and confirm them",
            )
        )
    if any(withdraw.values()) and not reason.strip():
        raise IntakeError(Text("作废须写明原因", "a withdrawal needs a reason"))

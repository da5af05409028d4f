"""The store: one way in (`commit`), reading now and as it was known, history, rollups, files."""

from data.store.access_log import log_access, read_access
from data.store.asked import Change, Rows
from data.store.attachments import Attachment, attachments_of, brought_by, get_attachment, put_attachment
from data.store.calendars import calendar_for, calendars_made, drop_calendar, save_calendar
from data.store.commits import SYSTEM, Actor, Commit, commit, remove_demonstration
from data.store.counting import unchecked, unchecked_of, written_since
from data.store.credentials import (
    Credential,
    any_credential,
    link_for,
    people_with_password,
    read_credential,
    replace_hash,
    save_credential,
    save_link,
    use_link,
)
from data.store.drafts import Draft, drafts_on, drop_draft, keep_draft
from data.store.engine import Store, open_store
from data.store.failures import Failures, count_attempt, forget_attempts
from data.store.familiar import familiar, is_marked, note_familiar
from data.store.files import plain_name
from data.store.migrate import differences, migrate, write_migration
from data.store.moment import WHOLE, all_or_nothing, one_moment, rests_on, standing
from data.store.overrides import override_name, write_overrides
from data.store.referring import InUse, Pending, in_use, referring
from data.store.rollups import rebuild
from data.store.rows import (
    AnyOf,
    NotBy,
    Range,
    commits,
    count_rows,
    demonstration,
    files_of,
    history,
    last_commit,
    never_used,
    read_days,
    read_rollup,
    read_rows,
    values_of,
)
from data.store.searching import EVERYWHERE, Looking
from data.store.sessions import (
    Grounds,
    Limits,
    Session,
    end_session,
    end_sessions_of,
    grounds_of,
    live_sessions,
    start_session,
    touch_sessions,
)
from data.store.staged_files import StagedFiles
from data.store.staging import (
    StagedRow,
    discard_staged,
    load_staged,
    new_staged,
    save_staged,
    waiting,
)
from data.store.sweeping import Keeping, Swept, sweep
from data.store.tables import noting
from data.store.touched import commits_about, touched, touched_by
from data.store.undo import undo

__all__ = [
    "EVERYWHERE",
    "SYSTEM",
    "WHOLE",
    "Actor",
    "AnyOf",
    "Attachment",
    "Change",
    "Commit",
    "Credential",
    "Draft",
    "Failures",
    "Grounds",
    "InUse",
    "Keeping",
    "Limits",
    "Looking",
    "NotBy",
    "Pending",
    "Range",
    "Rows",
    "Session",
    "StagedFiles",
    "StagedRow",
    "Store",
    "Swept",
    "all_or_nothing",
    "any_credential",
    "attachments_of",
    "brought_by",
    "calendar_for",
    "calendars_made",
    "commit",
    "commits",
    "commits_about",
    "count_attempt",
    "count_rows",
    "demonstration",
    "differences",
    "discard_staged",
    "drafts_on",
    "drop_calendar",
    "drop_draft",
    "end_session",
    "end_sessions_of",
    "familiar",
    "files_of",
    "forget_attempts",
    "get_attachment",
    "grounds_of",
    "history",
    "in_use",
    "is_marked",
    "keep_draft",
    "last_commit",
    "link_for",
    "live_sessions",
    "load_staged",
    "log_access",
    "migrate",
    "never_used",
    "new_staged",
    "note_familiar",
    "noting",
    "one_moment",
    "open_store",
    "override_name",
    "people_with_password",
    "plain_name",
    "put_attachment",
    "read_access",
    "read_credential",
    "read_days",
    "read_rollup",
    "read_rows",
    "rebuild",
    "referring",
    "remove_demonstration",
    "replace_hash",
    "rests_on",
    "save_calendar",
    "save_credential",
    "save_link",
    "save_staged",
    "standing",
    "start_session",
    "sweep",
    "touch_sessions",
    "touched",
    "touched_by",
    "unchecked",
    "unchecked_of",
    "undo",
    "use_link",
    "values_of",
    "waiting",
    "write_migration",
    "write_overrides",
    "written_since",
]

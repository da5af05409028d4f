"""The store: one way in (`commit`), reading now and as it was known, history, rollups, files."""

from data.store.access_log import log_access, read_access
from data.store.attachments import Attachment, attachments_of, get_attachment, put_attachment
from data.store.commits import SYSTEM, Actor, Commit, commit, remove_demonstration
from data.store.drafts import Draft, drafts_on, drop_draft, keep_draft
from data.store.engine import Store, open_store
from data.store.migrate import differences, migrate, write_migration
from data.store.rollups import rebuild
from data.store.rows import (
    Range,
    commits,
    count_rows,
    demonstration,
    files_of,
    history,
    last_commit,
    never_used,
    read_rollup,
    read_rows,
)
from data.store.staging import (
    StagedRow,
    discard_staged,
    load_staged,
    new_staged,
    save_staged,
    staged_folder,
    waiting,
)
from data.store.undo import undo
from data.store.writing import Change

__all__ = [
    "SYSTEM",
    "Actor",
    "Attachment",
    "Change",
    "Commit",
    "Draft",
    "Range",
    "StagedRow",
    "Store",
    "attachments_of",
    "commit",
    "commits",
    "count_rows",
    "demonstration",
    "differences",
    "discard_staged",
    "drafts_on",
    "drop_draft",
    "files_of",
    "get_attachment",
    "history",
    "keep_draft",
    "last_commit",
    "load_staged",
    "log_access",
    "migrate",
    "never_used",
    "new_staged",
    "open_store",
    "put_attachment",
    "read_access",
    "read_rollup",
    "read_rows",
    "rebuild",
    "remove_demonstration",
    "save_staged",
    "staged_folder",
    "undo",
    "waiting",
    "write_migration",
]

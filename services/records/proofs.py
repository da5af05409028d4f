"""Files that people hand in as proof: which ones are taken, and keeping them in the one attachment store."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from data.ledgers import ledger as ledger_of
from data.ledgers import ledgers
from data.ledgers.columns import Kind, Ledger
from data.store import (
    Attachment,
    Change,
    Commit,
    Store,
    attachments_of,
    brought_by,
    commit,
    get_attachment,
    plain_name,
    put_attachment,
    read_rows,
)
from data.store.errors import StoreError
from data.texts import Text
from services.access import desk
from services.access.privacy import open_rows
from services.access.rights import EVERYTHING, Action, NotAllowed, Person, Sight, require
from services.access.taken import note_taken
from services.records.faults import FAULTS

LARGEST = 20 * 2**20
PDF, JPEG, PNG, ZIP = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
OPEN_XML = "application/vnd.openxmlformats-officedocument."
# What a file must begin with, and what it is served as: never what the browser that sent it claims.
TAKEN: dict[str, tuple[bytes, str]] = {
    ".pdf": (PDF, "application/pdf"),
    ".jpg": (JPEG, "image/jpeg"),
    ".jpeg": (JPEG, "image/jpeg"),
    ".png": (PNG, "image/png"),
    ".ofd": (ZIP, "application/ofd"),
    ".docx": (ZIP, f"{OPEN_XML}wordprocessingml.document"),
    ".xlsx": (ZIP, f"{OPEN_XML}spreadsheetml.sheet"),
}


class ProofRefused(StoreError):
    """A file that is not taken as proof."""


def keep_proof(store: Store, person: Person, name: str, content: bytes, office: str | None = None) -> Attachment:
    """Keep a file for a row of `office`; it counts once a commit brings it. Raises ProofRefused, NotAllowed."""
    require(person, Action.HAND_IN, office)
    name = plain_name(name)
    ending = PurePosixPath(name).suffix.lower()
    signature, media_type = TAKEN.get(ending, (b"", ""))
    if not media_type:
        kinds = "、".join(TAKEN)
        raise ProofRefused(Text(f"不接收此类文件，请提供 {kinds}", f"not taken: hand in one of {', '.join(TAKEN)}"))
    if len(content) > LARGEST:
        raise ProofRefused(Text("文件超过 20 MB，请压缩后上传", "larger than 20 MB: make it smaller"))
    if not content.startswith(signature):
        raise ProofRefused(
            Text("文件内容与扩展名不符，请核对文件", "the content is not what the name says: check the file")
        )
    return put_attachment(store, content, name, media_type)


def attach(
    store: Store, person: Person, ledger_name: str, id: int, version: int, column: str, file: Attachment
) -> Commit:
    """Put a kept file into a row's column, in place of the one before. Raises NotAllowed, Conflict."""
    row, ledger = desk.row(store, EVERYTHING, ledger_name, id), ledger_of(ledger_name)
    require(person, Action.HAND_IN, row.get("office"))
    reason = f"附件：{ledger.title.zh} {ledger.column(column).label.zh} {file.name}"
    change = Change(ledger_name, {column: file.sha256}, id=id, version=version)
    return commit(store, person.actor, reason, [change], files=[file])


def nameable(store: Store, person: Person, hashes: Iterable[str]) -> frozenset[str]:
    """Those of the kept files that the person may name in a row: brought by a commit of this person, or named by a row
    that is open to this person already. Whoever only knows a hash has no right to the file."""
    asked = frozenset(hashes)
    if not asked or person.sight.opens_all:
        return asked
    found = brought_by(store, person.code, asked)
    for ledger in ledgers().values():
        for column in (one.name for one in ledger.columns if one.kind is Kind.ATTACHMENT):
            rows = read_rows(store, ledger.name, where={column: sorted(asked - found)})
            found |= set(rows.filter(open_rows(rows, ledger, person.sight))[column])
    return frozenset(found)


def refuse_foreign(store: Store, person: Person, ledger: Ledger, values: Mapping[str, Any]) -> None:
    """NotAllowed where the values, by column, name a file that the person may not name."""
    hashes = {
        values[column.name]
        for column in ledger.columns
        if column.kind is Kind.ATTACHMENT and values.get(column.name) is not None
    }
    if hashes - nameable(store, person, hashes):
        fault = FAULTS["foreign_file"]
        raise NotAllowed(Text(f"{fault.message.zh}：{fault.mend.zh}", f"{fault.message.en}: {fault.mend.en}"))


def kept(store: Store, hashes: tuple[str, ...]) -> dict[str, Attachment]:
    """What is known of kept files, by hash: their names, kinds and sizes."""
    return attachments_of(store, hashes)


def opened(store: Store, sight: Sight, sha256: str, office: str | None) -> bytes:
    """The content of a file that a row of `office` names; it may name persons. Raises NotAllowed, StoreError."""
    if not sight.open_to(office):
        raise NotAllowed(
            Text("您的角色不能打开该单位的附件", "your role may not open files of that unit: ask the administrator")
        )
    return get_attachment(store, sha256)


def taken(store: Store, person: Person, sight: Sight, ledger: str, sha256: str, office: str | None) -> bytes:
    """The content of such a file, to take away: noted in the access log. Raises NotAllowed, StoreError."""
    content = opened(store, sight, sha256, office)
    note_taken(store, person, ledger, "file", rows=1, file=sha256)
    return content

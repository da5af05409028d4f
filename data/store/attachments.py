"""Files kept by the hash of their content under the store's folder; the commit that brought one names it."""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from msgspec import structs

from data.store.engine import Store
from data.store.errors import Full, StoreError
from data.store.files import plain_name, sync_folder, writable, write_whole
from data.store.kept import Kept
from data.store.tables import table
from data.texts import Text

SHA256 = re.compile(r"[0-9a-f]{64}")


class Attachment(Kept, frozen=True):
    """One kept file: hash of its content, the name it came with, media type, size in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int

    def row(self, commit: int) -> dict[str, Any]:
        return {**structs.asdict(self), "commit": commit}


def put_attachment(store: Store, content: bytes, name: str, media_type: str = "application/octet-stream") -> Attachment:
    """Keep a file, under a plain name; the same content is kept once. Pass the result to `commit(files=…)`.
    Raises Full."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = attachment_path(store, sha256)
    if _holds(path, content):
        # Kept anew, so that nobody sweeps it away before the commit that names it.
        with writable():
            os.utime(path)
            sync_folder(path.parent)
    else:
        try:
            write_whole(path, content)
        except Full:
            # On Windows a file that somebody reads can't be replaced: whoever was quicker has kept the same.
            if not _holds(path, content):
                raise
    return Attachment(sha256, plain_name(name), media_type, len(content))


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def get_attachment(store: Store, sha256: str) -> bytes:
    """The content kept under a hash, checked against it; StoreError when it is missing or damaged."""
    if not SHA256.fullmatch(sha256):
        raise StoreError(Text("附件编号无效", "no valid attachment hash"))
    path = attachment_path(store, sha256)
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreError(
            Text("附件缺失或已损坏，请从备份恢复", "the attachment is missing or damaged: restore it from a backup")
        )
    return content


def attachments_of(store: Store, hashes: Iterable[str]) -> dict[str, Attachment]:
    """What the commits that brought them say of files, by hash; the newest name where one came twice.

    An ATTACHMENT column holds only the hash, so that it survives export and import; this names it for people.
    """
    source = table("commit_files")
    columns = [source.c[name] for name in ("sha256", "name", "media_type", "size")]
    query = sa.select(*columns).where(source.c.sha256.in_(set(hashes))).order_by(source.c.commit)
    with store.reading() as connection:
        return {row[0]: Attachment(*row) for row in connection.execute(query)}


def brought_by(store: Store, actor: str, hashes: Iterable[str]) -> set[str]:
    """Those of the files that came with a commit of this person."""
    files, made = table("commit_files"), table("commits")
    query = sa.select(files.c.sha256).distinct().join_from(files, made, files.c.commit == made.c.number)
    with store.reading() as connection:
        return set(connection.execute(query.where(made.c.actor == actor, files.c.sha256.in_(set(hashes)))).scalars())


def refuse_missing(store: Store, files: Iterable[Attachment]) -> None:
    """No commit names a file that is not there; StoreError says which."""
    for file in files:
        if not attachment_path(store, file.sha256).is_file():
            raise StoreError(
                Text(
                    f"附件 {file.name} 已不在数据文件夹中，请重新选择文件",
                    f"the attachment {file.name} is no longer in the data folder: choose the file again",
                )
            )


def attachment_path(store: Store, sha256: str) -> Path:
    """Where the content of that hash lies, if it is kept."""
    return store.folder / "attachments" / sha256[:2] / sha256

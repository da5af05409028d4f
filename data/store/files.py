"""Files written so that neither a second writer nor a power cut leaves half of one behind, and what they are called."""

import errno
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from data.store.errors import Full
from data.texts import Text, visible

PART = ".part"
SAID = ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "EIO", "ENOTDIR")
NOT_WRITABLE = {getattr(errno, name, None) for name in SAID}
LONGEST_NAME = 120


def plain_name(name: str) -> str:
    """The last part of a file's name on one line, without what can't be seen and what means something in a path."""
    last = re.split(r"[\\/]", name)[-1]
    clean = re.sub(r'[\t\r\n<>:"|?*]', "", visible(last)).strip(". ")
    stem, ending = PurePosixPath(clean).stem, PurePosixPath(clean).suffix
    return f"{stem[: max(LONGEST_NAME - len(ending), 0)]}{ending}"[:LONGEST_NAME]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in place of what stands there: whoever reads sees the one or the other, whole, and once this
    returns the disk holds it. Each writer has an unfinished file of its own, so two at once don't meet. Raises Full."""
    unfinished = path.with_name(f"{path.name}.{uuid.uuid4().hex}{PART}")
    with writable():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            # Where nothing can be written nothing can be removed, and the first fault is the one to say.
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
        sync_folder(path.parent)
        sync_folder(path.parent.parent)


@contextmanager
def writable() -> Iterator[None]:
    """Within it a disk that takes nothing more is said, as Full."""
    try:
        yield
    except OSError as error:
        if error.errno not in NOT_WRITABLE:
            raise
        raise Full(
            Text(
                "数据文件夹所在的磁盘已满或不可写，这次没有保存任何内容，请管理员处理后再试",
                "the data folder's disk is full or can't be written to; nothing was saved: tell the administrator",
            )
        ) from error


def sync_folder(folder: Path) -> None:
    """Have the disk hold the names in a folder. Windows opens no folders, and writes names by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

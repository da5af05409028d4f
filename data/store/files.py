"""Files written so that neither a second writer nor a power cut leaves half of one behind, and what they are called."""

import os
import re
import uuid
from pathlib import Path, PurePosixPath

from data.texts import visible

PART = ".part"
LONGEST_NAME = 120


def plain_name(name: str) -> str:
    """The last part of a file's name on one line, without what can't be seen and what means something in a path."""
    last = re.split(r"[\\/]", name)[-1]
    clean = re.sub(r'[\t\r\n<>:"|?*]', "", visible(last)).strip(". ")
    stem, ending = PurePosixPath(clean).stem, PurePosixPath(clean).suffix
    return f"{stem[: max(LONGEST_NAME - len(ending), 0)]}{ending}"[:LONGEST_NAME]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in place of what stands there: whoever reads sees the one or the other, whole, and once this
    returns the disk holds it. Each writer has an unfinished file of its own, so two at once don't meet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{uuid.uuid4().hex}{PART}")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)
    sync_folder(path.parent.parent)


def sync_folder(folder: Path) -> None:
    """Have the disk hold the names in a folder. Windows opens no folders, and writes names by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

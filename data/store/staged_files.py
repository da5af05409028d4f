"""The files of a staged upload: a set is written beside the one that stands, and its upload's row names it once all of
it is on the disk. So a set is whole or it is not there; whatever is missing or damaged later is noticed and said."""

import hashlib
import json
import shutil
import time
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.store.engine import Store
from data.store.errors import Damaged
from data.store.files import sync_folder, write_whole

# Whoever began to read a set when another took its place may read it to the end, in seconds.
READ_TO_THE_END = 3600.0


@dataclass(frozen=True, slots=True)
class StagedFiles:
    """Files that belong together: the folder of their own in which they lie, and the SHA-256 of each by its name."""

    folder: Path
    sums: Mapping[str, str]

    def read(self, name: str) -> bytes:
        """A file of the set as it was written. Raises Damaged where it is missing or another."""
        try:
            content = (self.folder / name).read_bytes()
        except OSError as error:
            raise Damaged from error
        if hashlib.sha256(content).hexdigest() != self.sums[name]:
            raise Damaged
        return content

    def check(self) -> None:
        """Raises Damaged unless every file is as it was written."""
        for name in self.sums:
            self.read(name)

    def as_text(self) -> str:
        """What an upload's row says of its set."""
        return json.dumps({"folder": self.folder.name, "sums": dict(self.sums)})


def write_set(store: Store, id: str, files: Iterable[tuple[str, bytes]]) -> StagedFiles:
    """Write a new set of files, by name, for the upload of that id, and have the disk hold it. Nobody reads it before
    the upload's row names it. Raises Full."""
    folder = upload_folder(store, id) / uuid.uuid4().hex
    try:
        sums = {name: _written(folder / name, content) for name, content in files}
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    sync_folder(folder.parent.parent)
    return StagedFiles(folder, sums)


def _written(path: Path, content: bytes) -> str:
    write_whole(path, content)
    return hashlib.sha256(content).hexdigest()


def set_named(store: Store, id: str, text: str | None) -> StagedFiles | None:
    """The set that an upload's row names, if it names one."""
    if text is None:
        return None
    said = json.loads(text)
    return StagedFiles(upload_folder(store, id) / uuid.UUID(said["folder"]).hex, said["sums"])


def let_go_of_others(store: Store, id: str, current: StagedFiles, after: float = READ_TO_THE_END) -> None:
    """Remove the upload's other sets, those that were replaced and those that nobody finished, once they are so old
    (seconds)."""
    before = time.time() - after
    # The upload may be discarded meanwhile; what is left behind is swept with it.
    with suppress(OSError):
        for folder in upload_folder(store, id).iterdir():
            if folder != current.folder and folder.stat().st_mtime <= before:
                shutil.rmtree(folder, ignore_errors=True)


def upload_folder(store: Store, id: str) -> Path:
    """Where the sets of an upload lie, if it has any."""
    return store.folder / "staged" / uuid.UUID(id).hex

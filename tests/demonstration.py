"""The loaded demonstration, made once for all tests: loading it takes half a minute, copying its folder none."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

from filelock import FileLock

from data.store import migrate, open_store
from services.administration.demonstration import load_demonstration
from services.days.clock import FixedClock

ROOT = Path(__file__).parent.parent
# The day on which it is loaded: its last weeks are then the board's last weeks.
TODAY = date(2026, 11, 23)


def loaded_demonstration(kept: Path) -> Path:
    """A folder below `kept` with a store that holds the demonstration as today's code loads it. Copy it, never open it:
    several processes and later runs share it, and one that finds it missing makes it while the others wait."""
    made = kept / _fingerprint()
    with FileLock(kept / "lock"):
        if not made.is_dir():
            for old in [path for path in kept.iterdir() if path.is_dir()]:
                shutil.rmtree(old)
            _load(begun := kept / "begun")
            begun.rename(made)
    return made


def _load(folder: Path) -> None:
    clock = FixedClock(TODAY)
    folder.mkdir()
    store = open_store(f"sqlite:///{folder / 'board.db'}", folder, now=clock.now)
    migrate(store)
    number = load_demonstration(store, clock)
    store.close()
    if number is None:
        raise RuntimeError("the demonstration was not loaded into a fresh store")


def _fingerprint() -> str:
    """SHA-256 of all that the loaded store follows from: code, declarations and the demonstration's own files."""
    found = hashlib.sha256()
    for path in sorted(path for room in ("data", "services") for path in (ROOT / room).rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".po"}:
            found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]

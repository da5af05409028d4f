"""The loaded demonstration, made once for all tests: loading it takes half a minute, copying its folder none."""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from filelock import FileLock

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
    """As the first start does it, by the command of its own."""
    settings = {"BOARD_DATA": str(folder), "BOARD_TODAY": TODAY.isoformat(), "PYTHONUTF8": "1"}
    others = {name: value for name, value in os.environ.items() if not name.startswith("BOARD_")}
    command = [sys.executable, "-m", "services.commands", "prepare"]
    done = subprocess.run(command, cwd=ROOT, env={**others, **settings}, capture_output=True, encoding="utf-8")
    if done.returncode or "演示数据" not in done.stdout:
        raise RuntimeError(f"the demonstration was not loaded into a fresh store:\n{done.stdout}{done.stderr}")


def _fingerprint() -> str:
    """SHA-256 of all that the loaded store follows from: code, declarations and the demonstration's own files."""
    found = hashlib.sha256()
    for path in sorted(path for room in ("data", "services") for path in (ROOT / room).rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".po"}:
            found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]

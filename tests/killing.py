"""Work that is killed at many moments, really: a process of its own, and SIGKILL as it is about to touch the data
folder or to send the database a statement for the n-th time.

    python -m tests.killing MODULE:FUNCTION FOLDER COPIES MOMENT …
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event

ROOT = Path(__file__).parent.parent
# What Python says before it touches a file (docs.python.org, audit events table).
TOUCHING = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.utime", "shutil.rmtree"}


def killed(work: str, folder: Path, copies: Path, moments: Sequence[int]) -> list[Path]:
    """Copies of a data folder, each as it was left by `work` ("module:function", called with the copy) that was killed
    at one of the moments; those that the work did not live to see are not among them."""
    command = [sys.executable, "-m", "tests.killing", work, str(folder), str(copies), *map(str, moments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [Path(path) for path in json.loads(done.stdout.splitlines()[-1])]


def main(work: str, folder: Path, copies: Path, moments: Sequence[int]) -> list[str]:
    module, _, name = work.partition(":")
    function = getattr(import_module(module), name)
    return [str(copy) for moment in moments if (copy := _one(function, folder, copies / str(moment), moment))]


def _one(work: Callable[[Path], None], folder: Path, copy: Path, moment: int) -> Path | None:
    shutil.copytree(folder, copy)
    child = os.fork()
    if not child:
        try:
            _die_at(moment, copy)
            work(copy)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return copy if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else None


def _die_at(moment: int, folder: Path) -> None:
    left = moment

    def touch() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(what: str, arguments: tuple[object, ...]) -> None:
        if what in TOUCHING and str(arguments[0]).startswith(str(folder)):
            touch()

    sys.addaudithook(heard)
    event.listen(sa.Engine, "before_cursor_execute", lambda *_: touch())
    event.listen(sa.Engine, "commit", lambda _: touch())


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), [int(one) for one in sys.argv[4:]])))

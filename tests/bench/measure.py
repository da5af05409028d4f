"""What is measured: each figure a number of times, in rounds with the blank page, so that both see the same machine."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.bench.filters import FILTERS, Filter
from tests.bench.imports import bare_read, imported
from tests.bench.looks import Look, page_ready, rerun
from tests.bench.servers import Server
from tests.bench.sessions import memory_by_sessions

PAGES = {"overview": "/?lang=en", "markets": "/markets?lang=en", "enforcement": "/enforcement?lang=en"}
SCRIPTS = ("", "markets", "enforcement")
Samples = dict[str, list[float]]


@dataclass
class Measured:
    """The samples of one store by figure: milliseconds, seconds of processor or megabytes; "blank" and "bare"
    are what they are compared with."""

    cases: int
    ready: Samples = field(default_factory=lambda: defaultdict(list))
    redrawn: Samples = field(default_factory=lambda: defaultdict(list))
    processor: Samples = field(default_factory=lambda: defaultdict(list))
    memory: Samples = field(default_factory=lambda: defaultdict(list))
    imported: Samples = field(default_factory=lambda: defaultdict(list))


def say(line: str) -> None:
    print(line, flush=True)


def measure_pages(measured: Measured, browser: Browser, board: Server, blank: Server, times: int) -> None:
    """Each page opened by a browser that has never been there."""
    for time in range(times):
        measured.ready["blank"].append(page_ready(browser, blank.address))
        for name, path in PAGES.items():
            measured.ready[name].append(page_ready(browser, board.address + path))
        say(f"  pages, {time + 1} of {times}: {_last(measured.ready)}")


def measure_filters(measured: Measured, browser: Browser, board: Server, blank: Server, times: int) -> None:
    """Each filter changed on a page that stands; before each change the blank page is run again."""
    plain = Look(browser, blank.address)
    for one in FILTERS:
        look = Look(browser, board.address + one.path)
        look.redrawn(_at(one, 0))  # for practice
        for time in range(times):
            _changed(measured, "blank", blank, plain, rerun)
            _changed(measured, one.name, board, look, _at(one, time + 1))
        look.close()
        say(f"  {one.name}: {_last(measured.redrawn)}")
    plain.close()


def _changed(measured: Measured, name: str, server: Server, look: Look, act: Callable[[Page], None]) -> None:
    before = server.cpu()
    measured.redrawn[name].append(look.redrawn(act))
    measured.processor[name].append(server.cpu() - before)


def _at(one: Filter, time: int) -> Callable[[Page], None]:
    return lambda page: one.change(page, time)


def measure_memory(measured: Measured, board: Server) -> None:
    """The server with 1, 10 and 30 sessions."""
    for count, megabytes in memory_by_sessions(board, SCRIPTS).items():
        measured.memory[str(count)].append(megabytes)
    say(f"  memory by sessions: {_last(measured.memory)}")


def measure_imports(measured: Measured, folder: Path, content: bytes, times: int) -> None:
    """The workbook read, and taken in, time by time."""
    for time in range(times):
        measured.imported["bare"].append(bare_read(content))
        measured.imported["import"].append(imported(content, folder))
        say(f"  import, {time + 1} of {times}: {_last(measured.imported)}")


def _last(samples: Samples) -> str:
    return ", ".join(f"{name} {values[-1]:.0f}" for name, values in samples.items())

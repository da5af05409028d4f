"""What came out, as ratios against what was measured in the same run, beside what was asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.filters import FILTERS
from tests.bench.measure import PAGES, Measured
from tests.bench.sessions import COUNTS

WITH_MAP = ("markets",)
MOST_GROWTH = 1.2


@dataclass(frozen=True)
class Line:
    """One figure, how it comes from the samples of a store, and the most it may be."""

    name: str
    value: Callable[[Measured], float]
    most: float | None = None


def lines() -> list[Line]:
    """Every figure, in the order in which a reader asks for them. Times are in ms, processor in s, memory in MB."""
    ready = [
        Line(f"{name}: ready, × blank page", _times("ready", name, "blank"), 2.8 if name in WITH_MAP else 2.0)
        for name in PAGES
    ]
    redrawn = [Line(f"{one.name}, × rerun of blank", _times("redrawn", one.name, "blank"), 3.0) for one in FILTERS]
    processor = [Line(f"{one.name}, processor, s", _middle("processor", one.name)) for one in FILTERS]
    memory = [Line(f"{count} sessions, MB", _middle("memory", str(count))) for count in COUNTS]
    return [
        Line("blank page: ready, ms", _middle("ready", "blank")),
        *ready,
        Line("blank page: rerun, ms", _middle("redrawn", "blank")),
        *redrawn,
        Line("blank page: rerun, processor, s", _middle("processor", "blank")),
        *processor,
        *memory,
        Line("a further session, MB", _further, 1.0),
        Line("bare read of 50,000 rows, ms", _middle("imported", "bare")),
        Line("import of 50,000 rows, × bare read", _times("imported", "import", "bare"), 15.0),
    ]


def table(found: Sequence[Measured]) -> str:
    """All figures as a Markdown table: a column for each store, the growth from the smallest to the largest,
    the target and whether it was met."""
    head = ["Figure", *(f"{one.cases:,} cases" for one in found), "growth", "target", "met"]
    rows = [head, ["---"] * len(head), *(_row(line, found) for line in lines())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(line: Line, found: Sequence[Measured]) -> list[str]:
    values = [line.value(one) for one in found]
    growth = values[-1] / values[0] if values[0] else 1.0
    met = line.most is None or (max(values) <= line.most and growth <= MOST_GROWTH)
    return [
        line.name,
        *(f"{value:.3g}" if value < 100 else f"{value:,.0f}" for value in values),
        f"{growth:.2f}",
        f"≤ {line.most}" if line.most else "",
        ("yes" if met else "no") if line.most else "",
    ]


def _middle(kind: str, name: str) -> Callable[[Measured], float]:
    return lambda one: median(getattr(one, kind)[name])


def _times(kind: str, name: str, base: str) -> Callable[[Measured], float]:
    return lambda one: _middle(kind, name)(one) / _middle(kind, base)(one)


def _further(one: Measured) -> float:
    fewest, most = min(COUNTS), max(COUNTS)
    return (median(one.memory[str(most)]) - median(one.memory[str(fewest)])) / (most - fewest)

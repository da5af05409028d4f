"""National and Tianjin figures that stand beside the district's own, each with its definition and source."""

from dataclasses import dataclass

from data.registry import Entry, RegistryError, entries, judged_by, text_of
from data.texts import Text

MEASURES = ("cases", "amount", "fines_and_confiscation", "transferred")


@dataclass(frozen=True, slots=True)
class Reference:
    """One published figure. Values are texts as they were published ("1000 余件"); None was not published."""

    code: str
    label: Text
    cases: Text | None
    amount: Text | None
    fines_and_confiscation: Text | None
    transferred: Text | None
    definition: Text
    source: Text
    grade: str


def references() -> tuple[Reference, ...]:
    """Every reference figure; raises RegistryError for an entry without definition, source or grade."""
    return tuple(_reference(entry) for entry in entries("references"))


def _reference(entry: Entry) -> Reference:
    where, more = f"references.toml [{entry.code}]", entry.more
    if entry.definition is None or not more.get("grade"):
        raise RegistryError(where, Text("缺少 definition 或 grade", "needs definition and grade"))
    values = {name: text_of(more[name], f"{where} {name}") if name in more else None for name in MEASURES}
    source = text_of(more.get("source"), f"{where} source")
    return Reference(entry.code, entry.label, **values, definition=entry.definition, source=source, grade=more["grade"])


judged_by("references", references)

"""One registry file that has a form, and the fields that most of them share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.registry import Tables, overlaid, read, shipped
from data.texts import Text
from services.administration.settings.fields import Field, FieldKind

LABEL = Field(name="label", label=Text("名称", "Name"), kind=FieldKind.BOTH)
DEFINITION = Field(name="definition", label=Text("口径", "Definition"), kind=FieldKind.LONG)
ALIASES = Field(
    name="aliases",
    label=Text("别名", "Other names"),
    kind=FieldKind.WORDS,
    note=Text("报表里可能出现的写法，用“；”分开。", "How sheets may write it; separate with ;"),
)
SOURCE = Field(name="source", label=Text("依据", "Source"), kind=FieldKind.LONG)
GRADES = {
    "S": Text("S　方案原文", "S  the plan itself"),
    "A": Text("A　法规原文", "A  the law itself"),
    "B": Text("B　官方转述", "B  official report"),
    "C": Text("C　新闻报道", "C  press"),
    "-": Text("—　未核实", "—  not verified"),
}
GRADE = Field(name="grade", label=Text("可信程度", "Grade"), kind=FieldKind.CHOICE, choices=GRADES)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One registry file and its form. `check` is its loader, which raises RegistryError for what it can't use; with
    `adds` entries may be added; with `whole` an entry is written as a whole, even what is left alone."""

    name: str
    title: Text
    note: Text
    fields: tuple[Field, ...]
    check: Callable[[], object]
    adds: bool = False
    whole: bool = False
    shipped: Callable[[str], Tables] = shipped

    def holding(self, day: date) -> Tables:
        """The entries as they hold on a day, by code."""
        return overlaid(self.shipped(self.name), read(self.name, day))

    def asked(self, code: str) -> tuple[Field, ...]:
        """The fields of one entry."""
        return tuple(field for field in self.fields if field.belongs_to(code))

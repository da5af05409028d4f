"""What a reader asks of enforcement: the view and the filters, from the address."""

from data.registry import entries
from pages.parts.asking.filters import Choice, Choices, Day, filters, read, told
from pages.parts.enforcement.chosen import CASES, VIEWS, Chosen, events
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from pages.parts.showing.sources import CachedFacts
from services.enforcement.selection import Filters
from services.records.readable import names_of


def choose(page: Page) -> Chosen:
    """The view and the filters, from the address."""
    _ = page._
    sectors = _.labels(entries("sectors"))

    def several(column: str, name: str, width: int = 170) -> Choices:
        options = _.labels(CASES.column(column).options())
        return Choices(name, _.text(CASES.column(column).label), options, all=_("All"), width=width)

    view = Choice("view", _("View"), {code: sectors[code] for code in VIEWS}, all=_("All sectors"), buttons=True)
    seen = read(page, view)[0]["view"] or ""
    declared = {
        **({} if seen else {"sector": several("sector", "sectors")}),
        "office": Choices(
            "offices", _.text(CASES.column("office").label), cached.answer(names_of, "offices"), all=_("All"), width=170
        ),
        "right": several("right", "rights", 150),
        "act": several("act", "acts"),
        "channel": several("channel", "channels", 150),
    }
    values = filters(
        page,
        view,
        Choice("event", _("Count"), {code: name for code, (name, _definition) in events(page).items()}, width=110),
        Day("from", _("From"), latest=page.as_of),
        *declared.values(),
    )
    start = min(values["from"] or page.as_of.replace(month=1, day=1), page.as_of)
    wanted = (seen,) if seen else values["sectors"]
    codes = {name: values[name] for name in ("offices", "rights", "acts", "channels")}
    said = told(page, values, *declared.values())
    words = {column: said[one.name] for column, one in declared.items() if one.name in said}
    if seen:
        words["sector"] = _("{label}: {text}", label=_.text(CASES.column("sector").label), text=sectors[seen])
    chosen = Filters(start, page.as_of, wanted, **codes)
    return Chosen(page, CachedFacts(), seen, values["event"], chosen, words)

"""沙窝萝卜: what is inside the protected area, whether the boundary is right, and how its versions differ."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from data.clock import EARLIEST
from pages.parts.asking.filters import Choice, choose
from pages.parts.doing.commands import notice
from pages.parts.frame import address
from pages.parts.frame.context import Page, current
from pages.parts.frame.head import head
from pages.parts.indication.compare_view import compare_view
from pages.parts.indication.import_view import import_view
from pages.parts.indication.inside_view import inside_view
from pages.parts.indication.review import review
from pages.parts.indication.use_view import use_view
from pages.parts.indication.zone_view import zone_view

VIEWS: dict[str, Callable[[Page], None]] = {
    "review": review,
    "import": import_view,
    "compare": compare_view,
    "inside": inside_view,
    "use": use_view,
    "zone": zone_view,
}

# What these views ask for that stand for a day of the reader's choice.
DAYS = {"review": "on", "inside": "day"}


def day_of(page: Page, view: str) -> date:
    """The day that a view stands for: today, whatever day the units have reported up to, or the one it is asked for."""
    today = page.clock.today()
    try:
        asked = date.fromisoformat(address.get(DAYS[view]) or "") if view in DAYS else today
    except ValueError:
        return today
    return asked if EARLIEST <= asked <= today else today


page = current()
_ = page._
top = st.container()
names = {
    "review": _("Map review"),
    "import": _("Boundary file"),
    "compare": _("Compare versions"),
    "inside": _("Is it inside?"),
    "use": _("Use of the mark"),
    "zone": _("Demonstration zone"),
}
view = choose(page, Choice("view", _("View"), names, buttons=True))["view"]
with top:
    head(page, "indication", day=day_of(page, view))
notice()
VIEWS[view](page)

"""The question up to which day an upload reports the months it has rows of: only then do they count as handed in."""

from datetime import date
from typing import NamedTuple

import streamlit as st

from pages.parts.frame.context import Page
from services.intake.confirm import to_say
from services.intake.handed_in import latest_day
from services.intake.staged import Staged
from services.records.submissions import last_day
from services.words import formats

WHOLE, DAY, ROWS = "whole", "day", "rows"
NAMED = 4


class Said(NamedTuple):
    """Whether everything that was to be said has been, whether a month is reported by it, and up to which day."""

    enough: bool
    reports: bool = False
    until: date | None = None


def reported_until(page: Page, staged: Staged, *, left_out: bool) -> Said:
    """Ask it, where the upload has rows of months that are not handed in yet; with refused rows `left_out` no month can
    be whole, and that is said."""
    asked = to_say(page.store, staged)
    months, last = asked["month"].unique().sort().to_list(), asked["last"].max()
    if not months:
        return Said(enough=True)
    _, end = page._, last_day(months[-1])
    latest = min(end, latest_day(asked, page.clock.today(), left_out=left_out))
    answers = {
        **({WHOLE: _("All rows of {months} are in it", months=_named(page, months))} if end == latest else {}),
        DAY: _("All rows up to a certain day are in it"),
        ROWS: _("Single rows only: no month is handed in by them"),
    }
    label = _("Up to which day does this upload report?")
    key = page.key(f"until-{staged.id}-{left_out}")
    answer = st.radio(label, list(answers), index=None, format_func=answers.__getitem__, key=key)
    if left_out:
        why = _(
            "The wrong rows are left out, so {months} can't be handed in as whole: report up to a day before which "
            "none is missing, or hand the rest in when it is mended.",
            months=_named(page, months),
        )
        st.caption(f":material/info: {why}")
    if answer == DAY:
        return _day(page, staged, months, min(last, latest) if isinstance(last, date) else latest, latest)
    if answer == ROWS:
        st.caption(_("The rows count at once; {months} stays “not yet” in the reports.", months=_named(page, months)))
    return Said(answer is not None, answer == WHOLE, end if answer == WHOLE else None)


def _day(page: Page, staged: Staged, months: list[date], offered: date, latest: date) -> Said:
    _ = page._
    until = st.date_input(
        _("Up to and including"), offered, months[0], latest, format="YYYY-MM-DD", width=176,
        key=page.key(f"until-day-{staged.id}-{latest}"),
    )  # fmt: skip
    whole = [month for month in months if until and last_day(month) <= until]
    parts = [_("Handed in: {months}.", months=_named(page, whole))] if whole else []
    if until and not (whole and last_day(whole[-1]) >= until) and until >= months[0]:
        day = formats.day(until, page.language)
        parts.append(_("The month of {day} is reported up to that day and still owes the rest.", day=day))
    st.caption(" ".join(parts) or formats.MISSING)
    return Said(until is not None, until is not None, until)


def _named(page: Page, months: list[date]) -> str:
    """The months, a few by name and more of them by their number."""
    names = [formats.month(month, page.language) for month in months]
    if len(names) <= NAMED:
        return formats.listing(names, page.language)
    return page._("{first} … {last} ({n} months)", first=names[0], last=names[-1], n=len(names))

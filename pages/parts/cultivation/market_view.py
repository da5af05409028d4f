"""单个市场: where it stands, what is missing, and its parts, each loaded when it is opened."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from data.ledgers import ledger
from pages.parts.asking.filters import Choice, read
from pages.parts.cultivation.chosen import MARKETS, Chosen, nothing_fits, open_market
from pages.parts.cultivation.market_checklist import checklist
from pages.parts.cultivation.market_past import past
from pages.parts.cultivation.market_place import place
from pages.parts.cultivation.market_progress import market_progress
from pages.parts.cultivation.market_records import own_records
from pages.parts.cultivation.market_stages import steps
from pages.parts.cultivation.missing import missing_list
from pages.parts.cultivation.papers import application_downloads
from pages.parts.cultivation.signs import signals_of, signs
from pages.parts.frame import address, cached
from services.access.privacy import mask_name
from services.days.lights import LOOK
from services.records.readable import names_of
from services.words import formats

Part = Callable[[Chosen, str], None]


def market(chosen: Chosen) -> None:
    """The whole view: of the market of the address, else of the first that passes the filters."""
    page, _ = chosen.page, chosen.page._
    options = {code: chosen.names[code] for code in chosen.markets}
    if not options:
        nothing_fits(page)
        return
    _not_on_a_ladder(chosen)
    pick = Choice("market", _("Market"), options, width=280)
    values, notices = read(page, pick)
    parts: dict[str, tuple[str, Part]] = {
        "checklist": (_("Criteria"), checklist),
        "plan": (_("Progress"), market_progress),
        "records": (_("Own records"), own_records),
        "past": (_("Complaints and cases"), past),
        "stages": (_("Stages and documents"), steps),
    }
    part = Choice("section", _("Part"), {code: name for code, (name, _draw) in parts.items()}, buttons=True)
    shown = read(page, part)[0]["section"]
    for notice in notices:
        st.warning(notice, icon=":material/link_off:")
    left, right = st.columns([3, 1])
    with left:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
            pick.widget(page, values["market"])
            application_downloads(chosen, values["market"])
        _standing(chosen, values["market"])
        part.widget(page, shown)
    with right:
        place(chosen, values["market"])
    parts[shown][1](chosen, values["market"])


def _not_on_a_ladder(chosen: Chosen) -> None:
    """Says so where the address asks for a market of the register that nobody has begun to cultivate."""
    page, _, asked = chosen.page, chosen.page._, address.get("market") or ""
    name = cached.answer(names_of, "markets").get(asked)
    if asked in chosen.names or name is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(_("{market} is not in cultivation yet.", market=formats.literal(name)), width="stretch")
        st.button(
            _("Record its first stage"), icon=":material/flag:", key=page.key("begin"), on_click=_begin, args=(asked,)
        )
    address.put("market", None)


def _begin(code: str) -> None:
    open_market(code, "work")
    address.put("work", "move")


def _standing(chosen: Chosen, code: str) -> None:
    """What the register says of it, and where it stands on each of its ladders."""
    _facts(chosen, code)
    for row in chosen.known.board.filter(pl.col("market") == code).iter_rows(named=True):
        _ladder(chosen, row)


def _facts(chosen: Chosen, code: str) -> None:
    """What the register says of it."""
    _ = chosen.page._
    row = chosen.records.markets.row(by_predicate=pl.col("code") == code, named=True)
    labels = {name: _.labels(MARKETS.column(name).options()) for name in ("kind", "township")}
    offices = cached.answer(names_of, "offices")
    facts = [
        labels["kind"].get(row["kind"], ""),
        labels["township"].get(row["township"], ""),
        offices.get(row["office"], row["office"]),
        _.n("{n} merchant", "{n} merchants", row["merchants"]) if row["merchants"] else _("merchants not known"),
        _("with an online channel") if row["online"] else _("no online channel"),
    ]
    st.caption(" · ".join(formats.literal(fact) for fact in facts if fact))


def _ladder(chosen: Chosen, row: dict) -> None:
    """One ladder: the stage, score, progress, what is missing, what asks for a look."""
    _ = chosen.page._
    labels = _.labels(ledger("cultivation").column("ladder").options())
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(f"{labels[row['ladder']]} · {chosen.stage(row['stage'])}", anchor=False, width="content")
            for sign in signs(chosen, row):
                st.markdown(sign, width="content")
        st.caption(" · ".join(_dates(chosen, row)))
        for one in signals_of(chosen, row):
            st.markdown(LOOK.saying(formats.literal(_.text(one.text))))
        missing_list(chosen.page, row["market"], row["ladder"], chosen.known.lacking[row["market"], row["ladder"]])


def _dates(chosen: Chosen, row: dict) -> list[str]:
    """Since when, until when, and who is responsible; names of persons are masked on a shared screen."""
    _ = chosen.page._
    said = [_("Since {day}", day=formats.day(row["entered"], _.code)), chosen.span(row)]
    if row["light"]:
        said.append(_("planned end {day}", day=formats.day(row["end"], _.code)))
    if row["valid_to"]:
        said.append(_("title to {day}", day=formats.day(row["valid_to"], _.code)))
    if row["responsible"]:
        name = mask_name(row["responsible"]) if chosen.page.screen else row["responsible"]
        said.append(_("responsible {name}", name=formats.literal(name)))
    return said

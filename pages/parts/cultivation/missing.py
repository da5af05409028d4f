"""What a market lacks, each thing with the place where it can be put right."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.ledgers.market_columns import OFFLINE
from pages.parts.frame import address
from pages.parts.frame.context import Page
from services.cultivation.criteria import criteria
from services.cultivation.missing import ASSESSED, DOCUMENT, MILESTONE, PROOF, RECORDS, Gap
from services.days.lights import DONE
from services.words import formats


def missing_list(page: Page, market: str, ladder: str, lacks: Sequence[Gap]) -> None:
    """How many gaps there are; behind a click, which."""
    _ = page._
    if not lacks:
        st.markdown(DONE.saying(_("Nothing is missing for the next stage.")))
        return
    title = _.n("{n} thing missing for the next stage", "{n} things missing for the next stage", len(lacks))
    with st.expander(f"**{title}**", key=page.key(f"missing-{market}-{ladder}"), on_change="rerun") as opened:
        if opened.open:
            gap_rows(page, market, lacks, f"{market}-{ladder}")


def gap_rows(page: Page, market: str, lacks: Sequence[Gap], key: str) -> None:
    """A line a gap, with its link."""
    for place, gap in enumerate(lacks):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.markdown(formats.literal(page._.text(gap.text)), width="stretch")
            _link(page, market, gap, f"{key}-{place}")


def _link(page: Page, market: str, gap: Gap, key: str) -> None:
    """Rows of a ledger are handed in on the ledgers page, everything else here under Work."""
    _ = page._
    if gap.kind == RECORDS:
        there = {"view": "upload", "as": gap.code, "ledger": gap.code}
        st.page_link("ledgers.py", label=_("Hand in rows"), icon=":material/upload_file:", query_params=there)
        return
    st.button(
        _("Mend it"), icon=":material/edit:", type="tertiary", key=page.key(f"mend-{key}"),
        on_click=partial(_go, market, gap),
    )  # fmt: skip


def _go(market: str, gap: Gap) -> None:
    """Open the form in which the gap is put right."""
    wanted = {"view": "work", "market": market, **FORMS[gap.kind](gap)}
    for name, value in wanted.items():
        address.put(name, value)


def _assessment(gap: Gap) -> dict[str, str]:
    return {"work": "assess", "group": criteria()[gap.code].group, "channel": gap.channel or OFFLINE}


FORMS = {
    PROOF: _assessment,
    ASSESSED: lambda gap: {"work": "assess", "kind_of": gap.code},
    MILESTONE: lambda _: {"work": "tasks"},
    DOCUMENT: lambda _: {"work": "documents"},
}

"""What the announcements say, where no boundary has been handed in yet: their words, and never a polygon."""

import streamlit as st

from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.indication.announced import LEDGER, SAID, announced
from services.words import formats


def announcement(page: Page) -> None:
    """The words of each right; what nobody has entered says so."""
    _ = page._
    st.subheader(_("What the announcements say"), anchor=False)
    st.info(_("No boundary is in force or chosen. The map shows the villages and no area until one is handed in."))
    rows = cached.answer(announced, page.language)
    if rows.is_empty():
        st.caption(_("No right is entered yet: announcement, wording of the area and holder are not verified."))
    for row in rows.iter_rows(named=True):
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{formats.literal(row['product'])} · {row['system']}**")
            st.markdown("  \n".join(_line(page, name, row[name]) for name in SAID[1:]))
    st.page_link(
        "ledgers.py", label=_("Enter rights on the ledgers page"), icon=":material/table_view:",
        query_params={"view": "browse", "ledger": LEDGER.name},
    )  # fmt: skip


def _line(page: Page, name: str, value: object) -> str:
    _ = page._
    nothing = _("not entered, not verified")
    known = formats.literal(str(value)) if value else f":gray[{nothing}]"
    return _("{label}: {text}", label=_.text(LEDGER.column(name).label), text=known)

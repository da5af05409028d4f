"""What the overview says while nobody has handed in anything: where to begin."""

import streamlit as st

from pages.parts.frame.context import Page


def where_to_begin(page: Page) -> None:
    """The first steps, each with the place where it is done."""
    _ = page._
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("Nothing has been handed in yet: where to begin"), anchor=False)
        st.markdown(
            _(
                "1. Hand in the bureau's units and people, so that everybody can choose who is working.\n"
                "2. Hand in the register of markets; cases, complaints and inspections refer to it.\n"
                "3. Each unit hands in its ledgers month by month, or reports that there was nothing."
            )
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            for ledger, label in (
                ("people", _("Hand in people")),
                ("markets", _("Hand in markets")),
                ("cases", _("Hand in cases")),
            ):
                where = {"view": "upload", "ledger": ledger}
                st.page_link("ledgers.py", label=label, icon=":material/upload_file:", query_params=where)
            st.link_button(_("User's guide"), "/guide", icon=":material/menu_book:", type="tertiary")

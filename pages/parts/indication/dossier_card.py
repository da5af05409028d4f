"""The dossier of the application: what it lacks, and the one click that makes it."""

from functools import partial

import streamlit as st

from pages.parts import cached
from pages.parts.context import Page
from pages.parts.download import File, download
from services import formats
from services.figures.export import Provenance
from services.indication.application import application, missing
from services.indication.dossier import dossier
from services.rights import Action, may


def dossier_card(page: Page, about: Provenance) -> None:
    """For those who handle the application; the dossier itself, which names persons, once they have signed in."""
    _ = page._
    if page.screen or not may(page.person, Action.DISCLOSE):
        return
    today = page.clock.today()
    lacks = missing(cached.answer(application, page.person, today))
    with st.container(border=True, gap="xsmall"):
        st.subheader(_("Application dossier"), anchor=False)
        st.caption(
            _("A zip: summary in Word, tables, maps, the evidence in order, and an index that names what lacks.")
        )
        if lacks:
            with st.expander(_.n("{n} thing is missing", "{n} things are missing", len(lacks)), expanded=False):
                st.markdown("\n".join(f"- {formats.literal(_.text(text))}" for text in lacks))
        if not page.sight.open_to(None):
            st.caption(_("Sign in to make it: the files in it may name persons."))
            return
        name, make = f"{about.title}-{today:%Y%m%d}.zip", partial(dossier, page.store, page.person, today, about, _)
        icon = ":material/folder_zip:"
        download(page, File(_("Make the dossier"), name, "application/zip", make, icon, "primary"), key="dossier")

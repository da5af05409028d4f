"""The dossier of the application: what it lacks, and the one click that makes it."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from pages.parts.doing.download import File, download
from pages.parts.frame import cached
from pages.parts.frame.context import Page
from services.access.rights import Action, may
from services.figures.export import Provenance
from services.indication.dossier import dossier
from services.indication.zone_application import application, missing
from services.records.batches import last_commit
from services.words import formats


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
        name, make = f"{about.title}-{today:%Y%m%d}.zip", partial(_made, page, today, about)
        icon = ":material/folder_zip:"
        download(page, File(_("Make the dossier"), name, "application/zip", make, icon, "primary"), key="dossier")


def _made(page: Page, today: date, about: Provenance) -> bytes:
    """The dossier of the moment in which it is asked for, and it says which that is."""
    with cached.run():
        now = replace(about, commit=cached.answer(last_commit))
        return dossier(page.store, page.person, today, now, page._)

"""管理: people and accounts, units, settings, calendars, who signed in and who took unmasked data out."""

import streamlit as st

from pages.parts.admin.access import access
from pages.parts.admin.calendars import calendars
from pages.parts.admin.faulty import faulty_files
from pages.parts.admin.offices import units
from pages.parts.admin.people import people
from pages.parts.admin.settings import settings
from pages.parts.asking.filters import Choice, choose
from pages.parts.doing.commands import notice
from pages.parts.frame.context import current
from pages.parts.frame.head import head
from services.access.rights import Action, may

page = current()
_ = page._
head(page, "admin", day=page.clock.today())
if not may(page.person, Action.ADMINISTER):
    st.info(_("This page is for administrators. If you need to change something here, ask one of them."))
    st.stop()
VIEWS = {
    "people": (_("People and accounts"), people),
    "units": (_("Units"), units),
    "settings": (_("Settings"), settings),
    "calendars": (_("Calendars"), calendars),
    "access": (_("Sign-ins and exports"), access),
}
view = Choice("admin", _("View"), {code: title for code, (title, _draw) in VIEWS.items()}, buttons=True)
chosen = choose(page, view)
said = st.container()
faulty_files(page)
VIEWS[chosen["admin"]][1](page)
with said:
    notice()

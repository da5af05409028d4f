"""台账: who has handed in what; upload, look through, correct, undo."""

import streamlit as st

from data.ledgers import ledger
from pages.parts.asking.filters import Choice, choose
from pages.parts.doing.commands import notice
from pages.parts.doing.jobs import following
from pages.parts.frame import address
from pages.parts.frame.context import current
from pages.parts.frame.head import head
from pages.parts.frame.names import titles
from pages.parts.ledgers.batches import batches
from pages.parts.ledgers.browse import browse
from pages.parts.ledgers.status import status
from pages.parts.ledgers.upload import upload
from pages.parts.showing.tasks import tasks_resting_on
from services.access.rights import Action, may_anywhere

page = current()
_ = page._
head(page, "ledgers", day=page.clock.today())
views = {"status": _("Reports"), "upload": _("Upload"), "browse": _("Rows"), "batches": _("Batches")}
if not may_anywhere(page.person, Action.HAND_IN):
    del views["upload"]
    if address.get("view") == "upload":
        address.put("view", None)
        refused = _("Your role reads the ledgers and hands in nothing: there is no upload for it.")
        st.warning(refused, icon=":material/lock:")
view, of = Choice("view", _("View"), views, buttons=True), Choice("ledger", _("Ledger"), titles(page), width=240)
chosen = choose(page, view, of) if address.get("view") in ("upload", "browse", "batches") else choose(page, view)
said = st.container()
running = following(page)
match chosen["view"]:
    case "upload":
        upload(page, ledger(chosen["ledger"]), running)
    case "browse":
        browse(page, ledger(chosen["ledger"]))
        tasks_resting_on(page, chosen["ledger"])
    case "batches":
        batches(page, ledger(chosen["ledger"]))
    case _:
        status(page)
with said:
    notice()

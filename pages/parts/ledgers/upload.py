"""The view 上传: template, files, and the staged upload that the address names."""

from functools import partial
from hashlib import sha256
from typing import Any

import streamlit as st

from data.ledgers.columns import Ledger
from data.store.errors import StoreError
from data.texts import LANGUAGES
from pages.parts.asking.filters import Choice, choose
from pages.parts.doing.commands import command
from pages.parts.doing.download import File, download
from pages.parts.doing.jobs import BEGUN, STAGED, Files, begin, files_key, held
from pages.parts.frame import address
from pages.parts.frame.context import Page, acting
from pages.parts.frame.names import own_offices, titles
from pages.parts.ledgers.preview import preview
from services.access.rights import NotAllowed
from services.exchange.template import template
from services.intake.stage import discard, stage
from services.intake.staged import Staged, load, waiting
from services.records.jobs import Progress
from services.words import formats
from services.words.language import NAMES

ENDINGS = ["xlsx", "xlsm", "xls", "et", "csv", "txt"]
MOST_WAITING = 8
ADDED, COMPLETE = "added", "complete"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(page: Page, ledger: Ledger, running: bool) -> None:
    """Choose files and have them checked; then look at what they would change, and confirm."""
    staged = None if running else _staged(page)
    title = page._("Other files, or the mended ones") if staged else page._("Files and template")
    with st.expander(title, expanded=not (running or staged), icon=":material/upload_file:"):
        # Shown while work runs, too: an uploader that isn't drawn forgets its files, and the check may fail.
        files = _desk(page, ledger)
    if running:
        return
    if staged:
        preview(page, staged, held(staged) or files)
    else:
        _waiting(page)


def _staged(page: Page) -> Staged | None:
    """The staged upload that the address names."""
    id = address.get(STAGED)
    if not id:
        return None
    try:
        return load(page.store, page.person, id)
    except NotAllowed as refused:
        address.put(STAGED, None)
        st.warning(page._.text(refused.text), icon=":material/lock:")
        return None
    except StoreError as gone:
        address.put(STAGED, None)
        st.warning(page._.text(gone.text), icon=":material/link_off:")
        return None


def _desk(page: Page, ledger: Ledger) -> Files:
    """Template, circumstances and uploader; the files that were chosen."""
    _ = page._
    _templates(page, ledger)
    whole = {ADDED: _("Additions and changes"), COMPLETE: _("All rows of this unit")}
    units = own_offices(page)
    own = page.person.office if page.person.office in units else ""
    chosen = choose(
        page,
        Choice("unit", _("Unit that hands in"), units, all="" if own else _("Choose the unit"), default=own),
        Choice("as", _("Ledger of the sheets"), titles(page), all=_("Told by their headers"), width=220),
        Choice("mode", _("The files hold"), whole, buttons=True),
    )
    key = page.key(f"files-{files_key()}")
    label = _("Workbooks or tables (.xlsx, .xlsm, .xls, .et, .csv, .txt), several at once")
    given = st.file_uploader(label, ENDINGS, accept_multiple_files=True, key=key)
    files = [(file.name, file.getvalue()) for file in given]
    lacking = _lacking(page, files, chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Check the files"), type="primary", icon=":material/fact_check:", key=page.key("check"),
            disabled=bool(lacking), on_click=_check, args=(page, files, chosen),
        )  # fmt: skip
        st.caption(lacking or _("Nothing is written before you have seen what would change and confirmed it."))
    return files


def _lacking(page: Page, files: Files, chosen: dict[str, Any]) -> str:
    """What still keeps the files from being checked; "" when nothing does."""
    _ = page._
    if not chosen["unit"] and not files:
        return _("First choose the unit that hands in, and the files.")
    if not chosen["unit"]:
        return _("First choose the unit that hands in.")
    return "" if files else _("First choose the files.")


def _templates(page: Page, ledger: Ledger) -> None:
    _, title = page._, page._.text(ledger.title)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Template of **{ledger}**", ledger=title), width="content")
        files = [
            File(NAMES[code], f"{ledger.title(code)}.xlsx", XLSX, partial(template, page.store, ledger, language=code))
            for code in LANGUAGES
        ]
        download(page, *files, key="template")


def _check(page: Page, files: Files, chosen: dict[str, Any]) -> None:
    """Have the files staged. The same files under the same circumstances are the same job."""
    content, person = sha256(repr(chosen).encode()), acting()
    for name, data in files:
        content.update(sha256(name.encode()).digest() + sha256(data).digest())

    def work(progress: Progress) -> Staged:
        return stage(
            page.store, person, files, clock=page.clock, office=chosen["unit"], ledger=chosen["as"],
            complete=chosen["mode"] == COMPLETE, progress=progress,
        )  # fmt: skip

    address.put(STAGED, None)
    st.session_state[BEGUN] = (begin(page, f"check-{content.hexdigest()[:24]}", work), files)


def _waiting(page: Page) -> None:
    """Uploads that were checked and not yet confirmed, to go on with; those with faults stand by themselves."""
    _, staged = page._, waiting(page.store, page.person, limit=MOST_WAITING)
    good, faulty = [one for one in staged if not one.has_bad], [one for one in staged if one.has_bad]
    for title, some in ((_("Checked, not yet confirmed"), good), (_("With faults, to be mended"), faulty)):
        if some:
            st.subheader(title, anchor=False)
        for one in some:
            _one(page, one)


def _one(page: Page, staged: Staged) -> None:
    _ = page._
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        names = formats.literal(formats.listing(staged.files[:3], page.language))
        wrong = len(staged.refusals) + sum(count.bad for count in staged.counts.values())
        faults = " · " + _.n("{n} row or file is wrong", "{n} rows or files are wrong", wrong) if wrong else ""
        st.markdown(f"{names} · {formats.instant(staged.created, page.language)}{faults}", width="stretch")
        st.button(_("Go on"), key=page.key(f"go-{staged.id}"), on_click=address.put, args=(STAGED, staged.id))
        done = _("The upload is discarded; nothing was written.")
        st.button(
            _("Discard"), icon=":material/delete:", type="tertiary", key=page.key(f"discard-{staged.id}"),
            on_click=command, args=(page, done, discard, staged.id),
        )  # fmt: skip

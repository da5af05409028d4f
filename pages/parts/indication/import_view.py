"""范围导入: a boundary file, read beside the page's script, looked at, and made a draft version."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import streamlit as st

from data.errors import BoardError
from data.ledgers.gi_areas import KINDS, PLOTS, PROTECTED
from data.store.errors import StoreError
from pages.parts import address, cached
from pages.parts.context import Page, acting
from pages.parts.indication.acting import act
from pages.parts.indication.pin_cards import open_version
from pages.parts.indication.preview_map import preview_map
from pages.parts.indication.typed_place import chosen_system, system_choice
from pages.parts.indication.version_card import ground
from pages.parts.ledger_common import refuse
from pages.parts.ledger_jobs import begin, files_key, following
from services import formats
from services.indication import geometry
from services.indication.announced import announced
from services.indication.boundary.read import Boundary
from services.indication.uploads import Upload, examine, give_up, load, make_draft, take
from services.indication.versions import Draft
from services.intake.work import Progress
from services.rights import Action, may

UPLOAD, JOB = "boundary", "boundary-job"
ENDINGS = ["geojson", "json", "zip", "kml", "kmz", "gpkg", "xlsx", "xls", "csv"]
# A file of more polygons than a boundary has parts holds plots.
PARTS_OF_A_BOUNDARY = 20


def import_view(page: Page) -> None:
    """The whole view."""
    _ = page._
    if not may(page.person, Action.HAND_IN):
        st.info(_("Your role may look at boundaries but not hand any in."))
        return
    running = following(page, lambda id: address.put(UPLOAD, id), JOB)
    upload = None if running else _upload(page)
    with st.expander(
        _("Another file") if upload else _("Boundary file"), expanded=not (running or upload),
        icon=":material/upload_file:",
    ):  # fmt: skip
        _desk(page)
    if upload is None:
        return
    left, right = st.columns([3, 2])
    with right:
        _told(page, upload)
    if upload.boundary:
        with left:
            preview_map(page, upload.boundary.as_area(), "import-map")
        with right:
            _form(page, upload, upload.boundary)


def _upload(page: Page) -> Upload | None:
    """The upload that the address names."""
    id = address.get(UPLOAD)
    if not id:
        return None
    try:
        return load(page.store, id)
    except StoreError as gone:
        address.put(UPLOAD, None)
        st.warning(page._.text(gone.text), icon=":material/link_off:")
        return None


def _desk(page: Page) -> None:
    _ = page._
    label = _("GeoJSON, zipped Shapefile, KML or KMZ, GeoPackage, or a table of corner points (.xlsx, .xls, .csv)")
    file = st.file_uploader(label, ENDINGS, key=page.key(f"boundary-{files_key()}"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Read the file"), type="primary", icon=":material/travel_explore:", key=page.key("read"),
            disabled=file is None, on_click=_take, args=(page, file),
        )  # fmt: skip
        st.caption(_("Nothing is written before you have seen the boundary on the map and made a draft of it."))
    st.caption(
        _(
            "Plots with growers, varieties and yields come through the plots ledger on the ledgers page, which takes "
            "their outlines as GeoJSON; here a file of plots becomes one boundary of the kind “set of plots”."
        )
    )


def _take(page: Page, file: Any) -> None:
    name, content = file.name, file.getvalue()
    store, person = page.store, acting()

    def work(progress: Progress) -> str:
        return take(store, person, name, content, progress)

    address.put(UPLOAD, None)
    begin(page, f"boundary-{sha256(name.encode() + content).hexdigest()[:24]}", work, JOB)


def _told(page: Page, upload: Upload) -> None:
    """What the file is, what was handled, or why it was not read; and the question of its coordinate system."""
    _ = page._
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(formats.literal(upload.name), anchor=False, width="content")
        st.button(_("Discard"), icon=":material/delete:", key=page.key("give-up"), on_click=_discard,
                  args=(page, upload.id))  # fmt: skip
    if upload.refusal:
        say = st.info if upload.asks else st.error
        say(formats.literal(_.text(upload.refusal)))
    if upload.boundary is None or upload.boundary.known == "asked":
        _system(page, upload)
    if upload.boundary:
        for note in upload.boundary.notes:
            st.markdown(f":material/info: {formats.literal(_.text(note))}")


def _discard(page: Page, id: str) -> None:
    act(page, page._("The upload is discarded; nothing was written."), give_up, id)
    address.put(UPLOAD, None)


def _system(page: Page, upload: Upload) -> None:
    _ = page._
    with st.container(horizontal=True, vertical_alignment="bottom"):
        widget = system_choice(page, f"boundary-system-{upload.id}", suggested=upload.answer or upload.suggested)
        st.button(
            _("Read it in this system"), key=page.key("reread"), on_click=_again, args=(page, upload, widget),
            type="primary" if upload.asks else "secondary",
        )  # fmt: skip


def _again(page: Page, upload: Upload, widget: str) -> None:
    try:
        answer = chosen_system(st.session_state[widget])
    except BoardError as error:
        refuse(page, error)
        return
    store, person = page.store, acting()

    def work(progress: Progress) -> str:
        return examine(store, person, upload.id, answer, progress)

    begin(page, f"boundary-{upload.id}-{answer}", work, JOB)


def _form(page: Page, upload: Upload, boundary: Boundary) -> None:
    """What people say of the boundary, beside what it is found to be."""
    _, area = page._, boundary.as_area()
    measured = geometry.area(geometry.sound(geometry.read_area(area)))
    st.markdown(_facts(page, boundary) + "  \n" + _("Computed **{area}**", area=ground(page, measured)))
    if len(boundary.features) > PARTS_OF_A_BOUNDARY:
        many = _("The file holds {n} polygons: they look like plots.", n=formats.number(len(boundary.features)))
        st.warning(many, icon=":material/grid_view:")
    keys = {name: page.key(f"{name}-{upload.id}") for name in ("title", "kind", "right", "mu", "approval", "note")}
    kinds = {choice.code: _.text(choice.label) for choice in KINDS}
    likely = PLOTS if len(boundary.features) > PARTS_OF_A_BOUNDARY else PROTECTED
    with st.form(page.key("draft")):
        st.text_input(_("Title of the version"), key=keys["title"], max_chars=100, placeholder=_("e.g. third draft"))
        st.selectbox(_("Kind"), list(kinds), format_func=kinds.__getitem__, index=list(kinds).index(likely),
                     key=keys["kind"])  # fmt: skip
        _right(page, keys["right"])
        st.number_input(_("Declared area (mu)"), value=None, min_value=0.0, key=keys["mu"], placeholder="")
        st.text_input(_("Map approval number, if there is one"), key=keys["approval"], max_chars=60, placeholder="")
        st.text_area(_("Note"), key=keys["note"], max_chars=1000, height=70, placeholder="")
        st.form_submit_button(_("Make a draft version"), type="primary", icon=":material/note_add:",
                              on_click=_draft, args=(page, upload, keys))  # fmt: skip


def _facts(page: Page, boundary: Boundary) -> str:
    _ = page._
    known = _("as the file says") if boundary.known == "file" else _("as you answered")
    return _(
        "{parts} polygons, {vertices} vertices; coordinate system {system}, {known}",
        parts=formats.number(len(boundary.features)), vertices=formats.number(boundary.vertices),
        system=boundary.system, known=known,
    )  # fmt: skip


def _right(page: Page, key: str) -> None:
    rows: Sequence[tuple] = cached.answer(announced, page.language).select("code", "product", "system").rows()
    names = {"": page._("Not said"), **{code: f"{product} · {system}" for code, product, system in rows}}
    if rows:
        st.selectbox(page._("Right"), list(names), format_func=names.__getitem__, key=key)


def _draft(page: Page, upload: Upload, keys: dict[str, str]) -> None:
    given = {name: st.session_state.get(key) or None for name, key in keys.items()}
    draft = Draft(
        title=given["title"] or "", geometry="", kind=given["kind"] or PROTECTED, right=given["right"],
        declared_mu=given["mu"], map_approval=given["approval"], note=given["note"],
    )  # fmt: skip
    act(page, page._("The draft is made."), make_draft, upload, draft, clock=page.clock, then=_opened)


def _opened(code: str) -> None:
    address.put(UPLOAD, None)
    address.put("view", "review")
    open_version(code)

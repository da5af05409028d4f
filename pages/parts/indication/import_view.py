"""范围导入: a boundary file, read beside the page's script, looked at, and made a draft version."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import streamlit as st
from msgspec import structs

from data.ledgers.gi_areas import KINDS, PLOTS, PROTECTED
from data.store.errors import StoreError
from pages.parts.doing.commands import command, trying
from pages.parts.doing.jobs import begin, files_key, following
from pages.parts.frame import address, cached
from pages.parts.frame.context import Page, acting
from pages.parts.indication.pin_cards import open_version
from pages.parts.indication.preview_map import preview_map
from pages.parts.indication.typed_place import chosen_system, system_choice
from pages.parts.indication.version_card import ground
from services.access.rights import Action, may
from services.ground import geometry
from services.indication.announced import announced
from services.indication.boundary.read import Boundary
from services.indication.pictures import of_layer
from services.indication.uploads import Answers, Upload, examine, give_up, load, make_draft, take
from services.indication.versions import Draft
from services.records.jobs import Progress
from services.words import formats

# Pixels: a question is read in one go.
WIDE = 720
UPLOAD, JOB = "boundary", "boundary-job"
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
    if upload.boundary is None:
        with st.container(width=WIDE):
            _told(page, upload)
        return
    left, right = st.columns([3, 2])
    with left:
        preview_map(page, upload.boundary.as_area(), "import-map")
    with right:
        _told(page, upload)
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
        st.warning(formats.literal(page._.text(gone.text)), icon=":material/link_off:")
        return None


def _desk(page: Page) -> None:
    _ = page._
    label = _(
        "GeoJSON, zipped Shapefile, KML or KMZ (ovkml), GeoPackage, a table of corner points (.xlsx, .xls, .csv), or a "
        "land survey's .txt"
    )
    # Any file: one that can't be read is told why, and not by a hover text of the browser.
    file = st.file_uploader(label, key=page.key(f"boundary-{files_key()}"))
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
    if upload.asks in ASKING:
        ASKING[upload.asks](page, upload)
    elif upload.boundary is None or upload.boundary.known == "asked":
        _system(page, upload)
    if upload.boundary:
        for note in upload.boundary.notes:
            st.markdown(f":material/info: {formats.literal(_.text(note))}")
        if upload.answers.layers or upload.answers.writing:
            st.button(_("Answer again"), icon=":material/undo:", key=page.key("answer-again"), on_click=_again,
                      args=(page, upload, Answers()))  # fmt: skip


def _discard(page: Page, id: str) -> None:
    done = page._("The upload is discarded; nothing was written.")
    command(page, done, give_up, id, then=lambda _: address.put(UPLOAD, None))


def _system(page: Page, upload: Upload) -> None:
    _ = page._
    with st.container(horizontal=True, vertical_alignment="bottom"):
        suggested = upload.suggested or upload.answers.system
        widget = system_choice(page, f"boundary-system-{upload.id}", suggested=suggested, width="stretch")
        st.button(
            _("Read it in this system"), key=page.key("reread"), on_click=_in_system, args=(page, upload, widget),
            type="primary" if upload.asks or upload.suggested else "secondary",
        )  # fmt: skip


def _in_system(page: Page, upload: Upload, widget: str) -> None:
    with trying(page):
        system = chosen_system(st.session_state[widget])
        _again(page, upload, structs.replace(upload.answers, system=system))


def _layers(page: Page, upload: Upload) -> None:
    """Each layer with a small picture, to be ticked."""
    _ = page._
    keys = {layer.name: page.key(f"layer-{upload.id}-{place}") for place, layer in enumerate(upload.layers)}
    for layer in upload.layers:
        left, right = st.columns([3, 2], vertical_alignment="center")
        left.checkbox(
            f"**{formats.literal(layer.name)}** · "
            + _.n("{n} polygon", "{n} polygons", layer.polygons),
            key=keys[layer.name],
        )  # fmt: skip
        others = [other.outline for other in upload.layers if other is not layer]
        right.image(of_layer(layer.outline, others, page.theme), width="stretch")
    ticked = tuple(name for name, key in keys.items() if st.session_state.get(key))
    st.button(_("Read what is ticked"), type="primary", key=page.key("layers"), disabled=not ticked,
              on_click=_again, args=(page, upload, structs.replace(upload.answers, layers=ticked)))  # fmt: skip
    if not ticked:
        st.caption(_("Tick at least one."))


def _writing(page: Page, upload: Upload) -> None:
    _, key = page._, page.key(f"writing-{upload.id}")
    names = {
        "seconds": _("Degrees, minutes and seconds run together: 116.5624 is 116°56′24″"),
        "minutes": _("Degrees and minutes run together: 116.5640 is 116°56.40′"),
        "degrees": _("Decimal degrees: 116.5624 is 116.5624°"),
    }
    st.radio(_("How the coordinates are written"), list(names), format_func=names.__getitem__, key=key,
             index=list(names).index(upload.suggested or "seconds"))  # fmt: skip
    st.button(_("Read it so"), type="primary", key=page.key("written"), on_click=_so_written, args=(page, upload, key))


def _so_written(page: Page, upload: Upload, key: str) -> None:
    _again(page, upload, structs.replace(upload.answers, writing=st.session_state[key]))


def _again(page: Page, upload: Upload, answers: Answers) -> None:
    store, person = page.store, acting()

    def work(progress: Progress) -> str:
        return examine(store, person, upload.id, answers, progress)

    begin(page, f"boundary-{upload.id}-{sha256(repr(answers).encode()).hexdigest()[:12]}", work, JOB)


ASKING = {"layers": _layers, "writing": _writing}


def _form(page: Page, upload: Upload, boundary: Boundary) -> None:
    """What people say of the boundary, beside what it is found to be."""
    _, measured = page._, geometry.size(boundary.as_area())
    st.markdown(_facts(page, boundary) + "  \n" + _("Computed **{area}**", area=ground(page, measured)))
    if len(boundary.features) > PARTS_OF_A_BOUNDARY:
        many = _("The file holds {n} polygons: they look like plots.", n=formats.number(len(boundary.features)))
        st.warning(many, icon=":material/grid_view:")
    keys = {name: page.key(f"{name}-{upload.id}") for name in ("title", "kind", "right", "mu", "note")}
    kinds = _.labels(KINDS)
    likely = PLOTS if len(boundary.features) > PARTS_OF_A_BOUNDARY else PROTECTED
    with st.form(page.key("draft")):
        st.text_input(_("Title of the version"), key=keys["title"], max_chars=100, placeholder=_("e.g. third draft"))
        st.selectbox(_("Kind"), list(kinds), format_func=kinds.__getitem__, index=list(kinds).index(likely),
                     key=keys["kind"])  # fmt: skip
        _right(page, keys["right"])
        st.number_input(_("Declared area (mu)"), value=None, min_value=0.0, key=keys["mu"], placeholder="")
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
        declared_mu=given["mu"], note=given["note"],
    )  # fmt: skip
    command(page, page._("The draft is made."), make_draft, upload, draft, clock=page.clock, then=_opened)


def _opened(code: str) -> None:
    address.put(UPLOAD, None)
    address.put("view", "review")
    open_version(code)

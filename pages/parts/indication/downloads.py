"""What can be taken away: the print map, and the area as a file for other programs."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import get_args

import streamlit as st

from data.errors import BoardError
from pages.parts.doing.commands import said as said_of
from pages.parts.doing.download import File, download
from pages.parts.frame.context import Page
from pages.parts.indication.chosen import Chosen
from pages.parts.indication.drawn import map_about, paper_layers
from pages.parts.indication.papers import corner_downloads, report_downloads
from pages.parts.indication.typed_place import chosen_system, system_choice
from services.ground.coordinates import SYSTEMS
from services.indication.approval import approval_of
from services.indication.boundary.write import FORMS, file_name, write_area
from services.indication.boundary.write import Form as AreaForm
from services.indication.checks import Finding
from services.indication.comments import Comment
from services.indication.print_map.sheet import Form, Orientation, Paper, Sheet, print_map
from services.indication.versions import Version
from services.indication.words import HECTARE_DECIMALS, MU_DECIMALS
from services.words import formats

MEDIA: dict[Form, str] = {"pdf": "application/pdf", "png": "image/png"}


def downloads(chosen: Chosen, found: Sequence[Finding], said: Sequence[Comment]) -> None:
    """Popovers; nothing is drawn or written until somebody asks."""
    _print_map(chosen, found, said)
    if chosen.version:
        _area(chosen.page, chosen.version)
        corner_downloads(chosen.page, chosen.version)
        report_downloads(chosen.page, chosen.version)


def _print_map(chosen: Chosen, found: Sequence[Finding], said: Sequence[Comment]) -> None:
    page, _ = chosen.page, chosen.page._
    opened = st.popover(_("Print map"), icon=":material/print:", key=page.key("print"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        papers: dict[str, Paper] = {name: name for name in get_args(Paper)}
        ways: dict[str, Orientation] = {_("Landscape"): "landscape", _("Portrait"): "portrait"}
        paper = papers[_one(_("Paper"), papers, page.key("paper"))]
        side = ways[_one(_("Orientation"), ways, page.key("way"))]
        shown = paper_layers(chosen, found, said)
        sheet = Sheet(map_about(chosen), page.clock.today(), paper, side, approval_of(chosen.version, shown))
        st.caption(_("Shows the layers that are switched on; plots only as numbers by village."))
        name = f"{sheet.provenance.title}-{paper}"
        files = [
            File(form.upper(), f"{name}.{form}", media, partial(print_map, sheet, shown, _, form))
            for form, media in MEDIA.items()
        ]
        download(page, *files, key="print-file")


def _area(page: Page, version: Version) -> None:
    _ = page._
    opened = st.popover(_("The area as a file"), icon=":material/download:", key=page.key("area"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        forms: dict[str, AreaForm] = {kind.title: code for code, kind in FORMS.items()}
        form = forms[_one(_("Form"), forms, page.key("form"))]
        widget = system_choice(page, "area-system", suggested=SYSTEMS[0])
        try:
            system = chosen_system(st.session_state[widget]) or SYSTEMS[0]
        except BoardError as error:
            st.error(formats.literal(said_of(page, error)))
            return
        make = partial(write_area, version.geometry, attributes(page, version), form, system)
        file = File(_("Download"), file_name(version.title, form, system), FORMS[form].media, make, look="primary")
        download(page, file, key="area-file")
        if page.demonstration:
            st.caption(_("Demonstration data: the file says so."))


def _one(label: str, words: Iterable[str], key: str) -> str:
    """One of these words, the first by default."""
    every = list(words)
    return st.segmented_control(label, every, default=every[0], required=True, key=key)


def attributes(page: Page, version: Version) -> dict[str, str | float | None]:
    """What the file says of its area; names as short as a Shapefile holds them."""
    return {
        "code": version.code,
        "title": version.title[:80],
        "kind": version.kind,
        "state": version.state,
        "area_ha": round(version.area_ha, HECTARE_DECIMALS),
        "area_mu": round(version.area_mu, MU_DECIMALS),
        "mark": page._("Demonstration data, not real") if page.demonstration else None,
    }

"""The dossier of the application: a zip with a Word summary, tables, maps, the evidence in order, and an index.

Whatever lacks is named in the index and in the summary; nothing stands in for it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import get_args

import polars as pl

from data.ledgers import ledger
from data.store import Store, get_attachment
from data.store.errors import StoreError
from services.access.rights import Person
from services.access.taken import note_taken
from services.figures.export import Provenance, table_xlsx
from services.indication import dossier_parts as parts
from services.indication.approval import approval_of
from services.indication.corner_table import corner_table, written
from services.indication.on_paper import area, on_paper
from services.indication.print_map.content import Layers
from services.indication.print_map.picture import map_picture
from services.indication.print_map.sheet import Form, Sheet, print_map
from services.indication.zone import Zone
from services.indication.zone_application import Application, application, missing
from services.indication.zone_registry import CONDITION, DIMENSION, STAGE, SUMMARY, TASK, declared
from services.papers.bundle import bundle
from services.papers.paper import Picture
from services.papers.word import word
from services.records.readable import names_of
from services.words.formats import listing
from services.words.language import Language

LEDGERS = ("zone_records", "gi_rights", "gi_areas", "gi_years", "mark_users", "label_issues", "sales", "gi_plots")
IN_ORDER = (CONDITION, DIMENSION, TASK, SUMMARY, STAGE)
WIDTH, HEIGHT, SHARPNESS = 900, 720, 2


def dossier(store: Store, person: Person, today: date, about: Provenance, _: Language) -> bytes:
    """The zip. `about` gives period, as-of day, commit and whether the data are invented; titles are the dossier's
    own. Names in it are not masked, which is noted in the access log. Raises NotAllowed."""
    found = application(store, person, today)
    title = replace(
        about,
        title=_("Application for the GI demonstration zone"),
        definition=_("State of the application by the rule 国知办发保字〔2021〕4号; what lacks is named at the end."),
        source=listing((_.text(ledger(name).title) for name in LEDGERS), _.code),
    )
    proofs, lost = evidence(store, found.zone, _)
    lacks = [_.text(text) for text in missing(found)] + lost
    files = {
        _("01 Summary") + ".docx": word(parts.summary(store, found, lacks, _picture(found, title, _), title, _), _),
        **_tables(store, found, title, _),
        **_maps(found, title, today, _),
        **proofs,
    }
    content = bundle(files, lacks, title, _)
    note_taken(store, person, "zone_records", ".zip", rows=found.zone.records.height)
    return content


def evidence(store: Store, zone: Zone, _: Language) -> tuple[dict[str, bytes], list[str]]:
    """The files of the records in the order of IN_ORDER, by their names in the zip, and in words those that are
    lost."""
    files, lost, folder = {}, [], _("04 Evidence")
    proved = zone.records.filter(pl.col("attachment").is_not_null())
    for place, topic in enumerate((entry for group in IN_ORDER for entry in declared(group)), 1):
        label = _.text(topic.label)
        for row in proved.filter(pl.col("topic") == topic.code).iter_rows(named=True):
            name = f"{row['number']} {_flat(row['item'])} - {_flat(row['attachment_name'] or '')}"
            try:
                content = get_attachment(store, row["attachment"])
            except StoreError as error:
                lost.append(_("{topic}: {file}: {why}", topic=label, file=name, why=_.text(error.text)))
            else:
                files[f"{folder}/{place:02} {_flat(label)}/{name}"] = content
    return files, lost


def _flat(name: str) -> str:
    """A name that makes no folder of its own."""
    return name.replace("/", "／").replace("\\", "＼")


def _tables(store: Store, found: Application, about: Provenance, _: Language) -> dict[str, bytes]:
    named: Mapping[str, pl.DataFrame] = {
        _("Stages"): parts.stages(found.zone, _),
        _("Conditions"): parts.conditions(found.zone, _),
        _("Items of work"): parts.items(found.zone, names_of(store, "offices"), _),
        _("Rights"): parts.ledger_rows("gi_rights", found.rights, _),
        _("The industry by season"): parts.ledger_rows("gi_years", found.years, _),
        **({_("Use of the mark"): parts.use(found.use, _)} if found.use else {}),
        **({_("Boundary points"): written(corner_table(found.area.geometry), _)} if found.area else {}),
    }
    folder = _("02 Tables")
    return {
        f"{folder}/{number:02} {title}.xlsx": table_xlsx(frame, replace(about, title=title), _)
        for number, (title, frame) in enumerate(named.items(), 1)
    }


def _layers(found: Application, _: Language) -> Layers | None:
    own = found.area
    if own is None:
        return None
    return on_paper([area(own.title, own.kind, own.state, own.geometry, _)], found.plots, (), (), _)


def _picture(found: Application, about: Provenance, _: Language) -> Picture | None:
    own, layers = found.area, _layers(found, _)
    if own is None or layers is None:
        return None
    named = replace(about, title=own.title)
    number = approval_of(own, layers)
    png = map_picture(layers, named, _, width=WIDTH, height=HEIGHT, approval=number, sharpness=SHARPNESS)
    return Picture(png, _("{title}; plots only as numbers by village", title=own.title))


def _maps(found: Application, about: Provenance, today: date, _: Language) -> dict[str, bytes]:
    own, layers = found.area, _layers(found, _)
    if own is None or layers is None:
        return {}
    sheet = Sheet(replace(about, title=own.title), today, "A3", "landscape", approval_of(own, layers))
    name = f"{_flat(own.title)} A3"
    folder = _("03 Maps")
    return {f"{folder}/{name}.{form}": print_map(sheet, layers, _, form) for form in get_args(Form)}

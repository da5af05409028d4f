"""National and Tianjin figures beside the district's own."""

from dataclasses import replace

import polars as pl
import streamlit as st

from pages.parts.enforcement.chosen import Chosen
from pages.parts.showing.figure import table
from services.enforcement.national import MEASURES, references
from services.words import formats


def reference_figures(chosen: Chosen) -> None:
    """What was published for the country and the city, as it was published."""
    _ = chosen.page._
    names = (_("Cases"), _("Amount"), _("Fines and confiscation"), _("Transferred"))
    rows = pl.DataFrame(
        [
            {
                _("Area and year"): _.text(reference.label),
                **{
                    name: _.text(value) if (value := getattr(reference, measure)) else formats.MISSING
                    for name, measure in zip(names, MEASURES, strict=True)
                },
                _("Definition"): _.text(reference.definition),
                _("Source"): f"{_.text(reference.source)} ({reference.grade})",
            }
            for reference in references()
        ]
    )
    about = replace(
        chosen.provenance(
            _("National and Tianjin figures for reference"),
            _("Published figures, each with its own definition: background only, not to be compared one by one."),
        ),
        period=_("The year of each row"),
        source=_("Published figures as named in each row (C: press)"),
        demonstration=False,
        unchecked=0,
        filters="",
    )
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, rows, about, key="references")
        st.table(rows, border="horizontal", hide_index=True)

"""指标: one market's criteria with points and proofs, gaps by points for effort, online channel beside the stalls."""

import polars as pl
import streamlit as st

from data.ledgers.assessments import KINDS, OFFICIAL, SELF
from data.ledgers.market_columns import CHANNELS, OFFLINE, ONLINE
from pages.parts.asking.filters import Choice, choose
from pages.parts.cultivation.chosen import Chosen
from pages.parts.showing.figure import figure, origin, table
from services.cultivation import progress, scores
from services.cultivation.criteria import criteria, groups
from services.cultivation.figures.pairs import pairs
from services.days.lights import DONE
from services.figures.bars import bars
from services.figures.spec import scale_end
from services.words import formats

MOST = 8
# In pixels: criterion, self, official, proof, effort; a window of 1366 pixels has no more.
WIDTHS = (190, 64, 64, 122, 64)


def checklist(chosen: Chosen, code: str) -> None:
    """The whole part."""
    _ = chosen.page._
    kinds = _.labels(KINDS)
    kind = choose(chosen.page, Choice("kind_of", _("Assessment"), kinds, default=OFFICIAL, buttons=True))["kind_of"]
    left, right = st.columns([5, 4])
    with left:
        _criteria(chosen, code)
    with right:
        _gaps(chosen, code, kind)
        _beside(chosen, code, kind)


def _criteria(chosen: Chosen, code: str) -> None:
    """A row a criterion and channel: self and official points side by side, never mixed; the proof's day."""
    _, listed = chosen.page._, {kind: _listed(chosen, code, kind) for kind in (SELF, OFFICIAL)}
    since = {row[1:3]: row[3] for row in chosen.known.evidence.iter_rows() if row[0] == code}
    kinds = _.labels(KINDS)
    online, names = _online(chosen), _.labels(criteria().values())
    rows = pl.DataFrame(
        [
            {
                _("Group"): _.text(groups()[own["group"]].label),
                _("Criterion"): names[own["criterion"]] + online[own["channel"]],
                kinds[SELF]: _points(own),
                kinds[OFFICIAL]: _points(official),
                _("Proof"): _proof(chosen, own, since),
                _("Effort"): formats.days(criteria()[own["criterion"]].effort, _.code),
            }
            for own, official in zip(listed[SELF].to_dicts(), listed[OFFICIAL].to_dicts(), strict=True)
        ]
    )
    about = chosen.provenance(
        _("Criteria, points and proofs"),
        _(
            "Points of the last assessment and the most that can be given. {missing} not assessed, or no proof on "
            "file; {on_file} a proof is on file since that day. Effort: the bureau's estimate in person-days.",
            missing=formats.MISSING, on_file=DONE.shape,
        ),
        "assessments",
    )  # fmt: skip
    wanted = progress.required(chosen.records).filter(pl.col("market") == code).select("channel", "criterion").rows()
    proved = sum(where in since for where in wanted)
    with st.container(border=True, gap="xsmall"):
        table(chosen.page, rows, about, key="checklist")
        st.markdown(_("Proofs of scored criteria: **{n}** of {all} on file", n=proved, all=len(wanted)))
        shown = rows.drop(_("Group"))
        widths = dict(zip(shown.columns, WIDTHS, strict=True))
        st.dataframe(
            shown, hide_index=True, height="content", key=chosen.page.key("checklist-rows"),
            column_config={name: st.column_config.Column(width=width) for name, width in widths.items()},
        )  # fmt: skip
        origin(chosen.page, about)


def _listed(chosen: Chosen, code: str, kind: str) -> pl.DataFrame:
    return chosen.known.checklist(kind).filter(pl.col("market") == code)


def _online(chosen: Chosen) -> dict[str, str]:
    """What is added to a criterion's name by channel."""
    labels = chosen.page._.labels(CHANNELS)
    return {OFFLINE: "", ONLINE: f" · {labels[ONLINE]}"}


def _points(row: dict) -> str:
    return formats.MISSING if row["points"] is None else f"{formats.number(row['points'])}/{row['possible']:.0f}"


def _proof(chosen: Chosen, row: dict, since: dict) -> str:
    day = since.get((row["channel"], row["criterion"]))
    return f"{DONE.shape} {formats.day(day, chosen.page.language)}" if day else formats.MISSING


def _gaps(chosen: Chosen, code: str, kind: str) -> None:
    """Most points for a day's work first."""
    _, known_criteria = chosen.page._, criteria()
    found = scores.gaps(chosen.records.of(code), kind).filter("scored").head(MOST)
    channels = _.labels(CHANNELS)
    labels = [
        _.text(known_criteria[row["criterion"]].label) + (f" · {channels[ONLINE]}" if row["channel"] == ONLINE else "")
        for row in found.to_dicts()
    ]
    texts = [f"+{formats.number(row['missing'])} · {formats.days(row['effort'], _.code)}" for row in found.to_dicts()]
    rows = found.select(n="per_effort", missing="missing", effort="effort").with_columns(
        pl.Series("label", labels, dtype=pl.String()), pl.Series("text", texts, dtype=pl.String())
    )
    about = chosen.provenance(
        _("Where a day's work gains most"),
        _(
            "Scored criteria with points to be gained, by points a person-day: the bar. Beside it the points and the "
            "person-days. What nobody assessed counts as missing. The effort is the bureau's own estimate."
        ),
        "assessments",
    )
    columns = {"label": _("Criterion"), "missing": _("Points missing"), "effort": _("Effort"), "n": _("Points a day")}
    figure(
        chosen.page, bars, rows, about, key="effort",
        options=(tuple(labels), scale_end(-int(-value // 1) for value in rows["n"])), columns=columns,
        empty=_("Every scored criterion has all its points."),
    )  # fmt: skip


def _beside(chosen: Chosen, code: str, kind: str) -> None:
    """Online channel beside the stalls, in parts of what each criterion can give."""
    _ = chosen.page._
    found = scores.side_by_side(chosen.records.of(code), kind)
    if found.is_empty():
        st.caption(_("This market has no online channel in the register."))
        return
    names = _.labels(criteria().values())
    rows = pl.DataFrame(
        [
            {
                "label": names[row["criterion"]],
                "first": None if row[OFFLINE] is None else row[OFFLINE] / row["possible"],
                "second": None if row[ONLINE] is None else row[ONLINE] / row["possible"],
                "text": f"{formats.number(row[OFFLINE])} | {formats.number(row[ONLINE])} / {row['possible']:.0f}",
            }
            for row in found.to_dicts()
        ],
        schema={"label": pl.String(), "first": pl.Float64(), "second": pl.Float64(), "text": pl.String()},
    ).with_columns(tip=pl.format("{}: {}", "label", "text"))
    about = chosen.provenance(
        _("Online channel beside the stalls"),
        _("Hollow: stalls; filled: online channel; in parts of what the criterion can give. The numbers are points."),
        "assessments",
    )
    columns = {"label": _("Criterion"), "first": _("Stalls"), "second": _("Online"), "text": _("Points")}
    figure(chosen.page, pairs, rows, about, key="online", options=(tuple(rows["label"]), 1.0), columns=columns)

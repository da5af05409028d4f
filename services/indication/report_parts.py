"""The sections of the review's report, each as blocks of a paper."""

from collections.abc import Mapping, Sequence

import polars as pl

from data.ledgers import ledger
from data.ledgers.gi_comments import PLACE
from data.store import SYSTEM, Store
from services.exchange.sheets import unit_label
from services.indication import words
from services.indication.checks import SEVERITIES, Check, Finding, checks
from services.indication.comments import Comment
from services.indication.compare import Comparison
from services.indication.inside import VERDICTS
from services.indication.review import signature_mark, state_label
from services.indication.thresholds import Threshold, thresholds
from services.indication.versions import Version
from services.papers.paper import Block, Heading, Items, Paragraph, Table
from services.records.readable import readable
from services.words import formats
from services.words.language import Language

AREAS = ledger("gi_areas")
FACTS = ("code", "title", "kind", "right", "state", "parent", "repaired", "declared_system", "declared_mu",
         "source_name", "in_force_from", "replaced_on", "map_approval", "map_approved_on", "note")  # fmt: skip
COMPARED = ("title", "kind", "right", "state", "declared_system", "declared_mu", "source_name", "in_force_from",
            "replaced_on", "map_approval", "map_approved_on", "note")  # fmt: skip
# Files by what they are known by: whoever has one can tell whether it is the same.
HASHES = ("source", "map_approval_file")
# About ten metres: no finer than the village sketch.
DECIMALS = 4


def nothing(text: str) -> Paragraph:
    """What stands where a section has nothing to list."""
    return Paragraph(text, "note")


def verdict(own: Version, people: Mapping[str, str], _: Language) -> list[Block]:
    """Whether it is signed off, by whom, and what must stand beside a signature of somebody not signed in."""
    if not own.frozen:
        state = _.text(state_label(own.state))
        blocks: list[Block] = [Paragraph(_("Not signed off. State: {state}", state=state), "strong")]
    else:
        name, when = who(own.signed_by, people, _), formats.instant(own.signed_at, _.code)
        blocks = [Paragraph(_("Signed off by {name}, {when}", name=name, when=when), "strong")]
    if mark := signature_mark(own.signed_how):
        blocks.append(Paragraph(_.text(mark), "strong"))
    if own.remark:
        blocks.append(Paragraph(_("Remark: {remark}", remark=own.remark)))
    return blocks


def facts(store: Store, own: Version, people: Mapping[str, str], _: Language) -> Table:
    """What is known of the version, one fact a line; what is not known is left out."""
    told = {_.text(AREAS.column(name).label): _fact(name, value, _) for name, value in _readable(store, own, FACTS, _)}
    told[_("Computed area")] = _.text(words.ground(own.area))
    told |= {_.text(AREAS.column(name).label): getattr(own, name) for name in HASHES}
    for name, code, at in (
        ("author", own.author, own.drafted_at),
        ("submitted_by", own.submitted_by, own.submitted_at),
    ):
        if code and at:
            told[_.text(AREAS.column(name).label)] = f"{who(code, people, _)} · {formats.instant(at, _.code)}"
    known = {label: text for label, text in told.items() if text}
    frame = pl.DataFrame({_("Fact"): list(known), _("Value"): list(known.values())})
    return Table(frame, widths=(1, 3))


def _readable(store: Store, own: Version, names: Sequence[str], _: Language) -> list[tuple[str, object]]:
    row = pl.DataFrame({name: [getattr(own, name)] for name in names}, schema={n: AREAS.schema[n] for n in names})
    return list(readable(store, row, AREAS, _.code).row(0, named=True).items())


def _fact(name: str, value: object, _: Language) -> str:
    if value is None:
        return ""
    unit = unit_label(AREAS.column(name).unit, _.code)
    return f"{value:,.2f} {unit}" if isinstance(value, float) else str(value)


def who(code: str | None, people: Mapping[str, str], _: Language) -> str:
    """A person of the staff by name."""
    return _("the system") if code == SYSTEM.code else people.get(code or "", code or formats.MISSING)


def found(findings: Sequence[Finding], pinned: int, _: Language) -> list[Block]:
    """The findings, the gravest first; the first `pinned` bear their number on the map."""
    if not findings:
        return [nothing(_("No check found anything on this version."))]
    counts = [
        _("{severity} {n}", severity=_.text(label), n=sum(one.severity == code for one in findings))
        for code, label in SEVERITIES.items()
    ]
    rows = pl.DataFrame(
        {
            _("No."): [str(number) if number <= pinned else None for number in range(1, len(findings) + 1)],
            _("Severity"): [_.text(SEVERITIES[one.severity]) for one in findings],
            _("Boundary check"): [_.text(checks()[one.code].title) for one in findings],
            _("Finding"): [_.text(one.message) for one in findings],
            _("Place"): [_place(*one.place) for one in findings],
        }
    )
    table = Table(rows, widths=(0.5, 1.1, 1.6, 3.6, 1.5), caption=_("Findings, the gravest first"))
    return [Paragraph(formats.listing(counts, _.code)), table]


def _place(longitude: float, latitude: float) -> str:
    return f"{longitude:.{DECIMALS}f}, {latitude:.{DECIMALS}f}"


def said(
    comments: Sequence[Comment], replies: pl.DataFrame, after: int, people: Mapping[str, str], _: Language
) -> list[Block]:
    """Every comment with its thread; on the map comments are numbered on from `after`."""
    if not comments:
        return [nothing(_("No comments were made on this version."))]
    return [
        block for number, one in enumerate(comments, after + 1) for block in _thread(one, replies, number, people, _)
    ]


def _thread(one: Comment, replies: pl.DataFrame, number: int, people: Mapping[str, str], _: Language) -> list[Block]:
    longitude, latitude = (float(degrees) for degrees in one.point.split(","))
    due = _("due {day}", day=formats.day(one.due, _.code)) if one.due else ""
    place = _("at {place}", place=_place(longitude, latitude))
    # What is said of a place is the place itself, finer than the sketch.
    about = one.about if one.pin != PLACE else ""
    known = [who(one.author, people, _), formats.instant(one.at, _.code), place, about, due]
    answers = [_answer(row, people, _) for row in replies.filter(pl.col("comment") == one.number).iter_rows(named=True)]
    return [
        Heading(f"{number}. {one.number} · {_choice('gi_comments', one.state, _)}", 2),
        Paragraph(one.text),
        Paragraph(" · ".join(filter(None, known)), "note"),
        *([Items(answers)] if answers else []),
    ]


def _answer(row: Mapping, people: Mapping[str, str], _: Language) -> str:
    state = _choice("gi_comments", row["state"], _) if row["state"] else ""
    said = " · ".join(filter(None, [who(row["author"], people, _), formats.instant(row["at"], _.code), state]))
    return f"{said}\n{row['text']}" if row["text"] else said


def _choice(name: str, code: str, _: Language) -> str:
    return next(_.text(choice.label) for choice in ledger(name).column("state").options() if choice.code == code)


def steps(decisions: pl.DataFrame, people: Mapping[str, str], _: Language) -> Table:
    """What became of the version, the oldest step first, each with how its actor was known."""
    rows = decisions.to_dicts()
    frame = pl.DataFrame(
        {
            _("When"): [formats.instant(row["at"], _.code) for row in rows],
            _("Who"): [_actor(row, people, _) for row in rows],
            _("Step"): [row["reason"] for row in rows],
            _("State"): [_choice("gi_areas", row["state"], _) for row in rows],
            _("Remark"): [row["remark"] for row in rows],
        },
        schema_overrides={_("Remark"): pl.String},
    )
    return Table(frame, widths=(1.7, 1.8, 3, 1, 1.6))


def _actor(row: Mapping, people: Mapping[str, str], _: Language) -> str:
    name = who(row["actor"], people, _)
    mark = signature_mark(row["how"])
    return f"{name}\n{_.text(mark)}" if mark else name


def checks_done(findings: Sequence[Finding], season: str | None, _: Language) -> list[Block]:
    """Every check with its result, the limits it used, and where they come from."""
    known, run = thresholds(), checks().values()
    plots = _("Plots of season {season}", season=season) if season else _("No plots are entered: nothing held against.")
    frame = pl.DataFrame(
        {
            _("Boundary check"): [_.text(one.title) for one in run],
            _("Looks for"): [_.text(one.explanation) for one in run],
            _("Limits"): [_limits(one, known, _) for one in run],
            _("Result"): [_result(one, findings, _) for one in run],
        }
    )
    return [Paragraph(plots, "note"), Table(frame, widths=(1.4, 3, 2.4, 1))]


def _limits(one: Check, known: Mapping[str, Threshold], _: Language) -> str:
    used = [known[code] for code in one.thresholds]
    lines = [
        _("{label} {value} {unit}", label=_.text(limit.label), value=f"{limit.value:g}", unit=_.text(limit.unit))
        for limit in used
    ]
    return "\n".join([*lines, _("Source: {source}", source=_.text(one.source))])


def _result(one: Check, findings: Sequence[Finding], _: Language) -> str:
    count = sum(finding.code == one.code for finding in findings)
    return _.n("{n} finding", "{n} findings", count) if count else _("nothing found")


def compared(store: Store, before: Version, own: Version, result: Comparison, _: Language) -> list[Block]:
    """Ground, the largest shift, attributes, and plots that fell in or out."""
    sizes = {
        _("Before"): result.before,
        _("After"): result.after,
        _("Ground added"): result.added_area,
        _("Ground removed"): result.removed_area,
        _("Change"): result.net_area,
    }
    ground = pl.DataFrame(
        {
            _("Ground"): [*sizes, *(counts := counted(result, _)), _("Largest shift of the outer line")],
            _("Size"): [*(_.text(words.ground(size)) for size in sizes.values()), *counts.values(), _shift(result, _)],
        }
    )
    return [Table(ground, widths=(1, 2), caption=_("Ground of both versions")), *_attributes(store, before, own, _),
            *_moved(result.plots, _)]  # fmt: skip


def counted(result: Comparison, _: Language) -> dict[str, str]:
    """How many parts and holes there were and are, where that changed: they are no shift of the line."""
    both = {_("Parts"): result.parts, _("Holes"): result.holes}
    return {label: f"{was} → {now}" for label, (was, now) in both.items() if was != now}


def _shift(result: Comparison, _: Language) -> str:
    if result.shift is None:
        return _("none: the outer line is the same to a millimetre")
    return _("{metres} m at {place}", metres=f"{result.shift.metres:,.1f}", place=_place(*result.shift.after))


def _attributes(store: Store, before: Version, own: Version, _: Language) -> list[Block]:
    was, now = (dict(_readable(store, one, COMPARED, _)) for one in (before, own))
    changed = [name for name in COMPARED if was[name] != now[name]]
    if not changed:
        return [nothing(_("No attribute changed."))]
    frame = pl.DataFrame(
        {
            _("Attribute"): [_.text(AREAS.column(name).label) for name in changed],
            _("Before"): [_fact(name, was[name], _) or None for name in changed],
            _("After"): [_fact(name, now[name], _) or None for name in changed],
        },
        schema_overrides={_("Before"): pl.String, _("After"): pl.String},
    )
    return [Table(frame, widths=(1, 2, 2), caption=_("Changed attributes"))]


def _moved(plots: pl.DataFrame, _: Language) -> list[Block]:
    if plots.is_empty():
        return [nothing(_("No plot falls in or out between these versions."))]
    verdicts = {code: _.text(text) for code, text in VERDICTS.items()}
    moved = {"in": _("falls in"), "out": _("falls out")}
    frame = plots.select(
        pl.col("code").alias(_("Plot")),
        pl.col("village").alias(_("Village")),
        pl.col("before").replace(verdicts).alias(_("Before")),
        pl.col("after").replace(verdicts).alias(_("After")),
        pl.col("moved").replace(moved).alias(_("Change")),
    )
    return [Table(frame, caption=_("Plots that fall in or out"))]

"""The demonstration's boundary goes its way by the same commands as any other, each on the day it is said to be."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import docx

from data.demo import FOLDER
from data.demo.review import AUTHOR, EVIDENCE, EVIDENCE_TEXT, SECOND, Answer, Remark, Round
from data.ledgers.gi_comments import FINDING
from data.store import Store, read_rows
from data.store.commits import DEMONSTRATION
from services.access.identity import CHOSEN
from services.access.rights import IP_SECTION, MACHINE, Person
from services.days.clock import Clock, FixedClock
from services.indication.boundary.read import read_boundary
from services.indication.checks import Finding
from services.indication.comments import Pin, add_comment, comment, reply
from services.indication.review import send_back, sign_off, submit
from services.indication.versions import Draft, SourceFile, add_version, findings, version
from services.indication.zone import LEDGER as ZONE
from services.indication.zone import attach_evidence


@dataclass(frozen=True)
class Day:
    """A day of the story: the store as its clock stood then."""

    store: Store
    clock: Clock

    @staticmethod
    def of(store: Store, day: date) -> "Day":
        clock = FixedClock(day)
        return Day(replace(store, now=clock.now), clock)


def _person(code: str) -> Person:
    """Invented people sign nothing in: they are chosen by name, and so marked."""
    return Person(code, CHOSEN, MACHINE, IP_SECTION)


def review(store: Store, rounds: Sequence[Round]) -> None:
    """Take each version in, have it commented and decided. Raises what the commands raise: nothing should."""
    for one in rounds:
        code = _submitted(store, one)
        found = findings(store, version(store, code))
        for remark in one.remarks:
            _say(store, code, remark, found)
        if one.decided:
            _decide(Day.of(store, one.decided), one, code)


def _submitted(store: Store, one: Round) -> str:
    drafted, handed = Day.of(store, one.drafted), Day.of(store, one.submitted)
    content = (FOLDER / one.file).read_bytes()
    boundary = read_boundary(one.file, content)
    draft = Draft(
        title=one.title,
        geometry=boundary.as_area(),
        declared_system=boundary.system,
        declared_mu=one.declared_mu,
        note="演示数据：示意范围，虚构，不作为依据",
        source=SourceFile(one.file, content),
    )
    code = add_version(drafted.store, _person(AUTHOR), draft, clock=drafted.clock, kind=DEMONSTRATION)
    submit(handed.store, _person(AUTHOR), version(store, code), clock=handed.clock, kind=DEMONSTRATION)
    return code


def _say(store: Store, code: str, remark: Remark, found: Sequence[Finding]) -> None:
    day, pin = Day.of(store, remark.on), _pin(remark.about, found)
    number = add_comment(
        day.store,
        _person(remark.by),
        version(store, code),
        pin,
        remark.text,
        clock=day.clock,
        due=remark.due,
        kind=DEMONSTRATION,
    )
    for answer in remark.answers:
        _answer(store, number, answer)


def _pin(about: str, found: Sequence[Finding]) -> Pin:
    """The first finding of the check, else the place itself."""
    longitude, comma, latitude = about.partition(",")
    if comma:
        return Pin((float(longitude), float(latitude)))
    one = next(finding for finding in found if finding.code == about)
    return Pin(one.place, FINDING, one.id, one.message.zh)


def _answer(store: Store, number: str, answer: Answer) -> None:
    day, state = Day.of(store, answer.on), answer.state or None
    own = comment(store, number)
    reply(day.store, _person(answer.by), own, answer.text, clock=day.clock, state=state, kind=DEMONSTRATION)


def _decide(day: Day, one: Round, code: str) -> None:
    seen, second = version(day.store, code), _person(SECOND)
    if one.outcome == "signed":
        sign_off(day.store, second, seen, clock=day.clock, remark=one.words, kind=DEMONSTRATION)
    else:
        send_back(day.store, second, seen, one.words, kind=DEMONSTRATION)


def attach_proofs(store: Store) -> None:
    """Put a paper to the items of the zone's application that have one."""
    rows = read_rows(store, ZONE, where={"item": list(EVIDENCE)}, columns=("item",))
    for id, seen, item in rows.select("id", "version", "item").iter_rows():
        file = SourceFile(f"{EVIDENCE[item]}.docx", _paper(EVIDENCE[item]))
        attach_evidence(store, _person(AUTHOR), id, seen, file, kind=DEMONSTRATION)


def _paper(title: str) -> bytes:
    """A Word document of two lines, as an office might hand in."""
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(title)
    document.add_paragraph(EVIDENCE_TEXT)
    document.save(out)
    return out.getvalue()

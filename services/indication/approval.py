"""The approval of a version's map: number, day and the approved map itself, kept as proof; it holds for that map alone.

Whoever changes an approved map has to have it reviewed again, so a map with anything else on it doesn't bear the
number, and says that it must not be published.
"""

from collections.abc import Sequence
from datetime import date

from data.store import Change, Commit, Store, attachments_of, commit, get_attachment
from data.store.commits import DEMONSTRATION
from data.texts import Text
from services.access.rights import Action, Person, require
from services.days.clock import Clock
from services.indication.print_map.content import Layers
from services.indication.versions import LEDGER, SourceFile, Version
from services.maps.approval import NotApproved, Number, read_number
from services.records.proofs import keep_proof

IMAGES = ("pdf", "jpg", "jpeg", "png")
COLUMNS: Sequence[str] = ("map_approval", "map_approved_on", "map_approval_file")


def record_approval(
    store: Store,
    person: Person,
    version: Version,
    number: str,
    on: date | None,
    image: SourceFile | None,
    *,
    clock: Clock,
) -> Commit:
    """Enter the number that the map of a signed version was given, with the day and the approved map itself.

    Raises NotAllowed, NotApproved for a number, day or file that is none, ProofRefused, Conflict.
    """
    require(person, Action.HAND_IN)
    if not may_bear(version):
        raise NotApproved(
            Text(
                "未定稿的范围和演示数据不能登记审图号", "only a signed boundary that is not invented can have a number"
            )
        )
    read = read_number(number)
    day = _day(read, on, clock)
    if image is None or image.name.lower().rpartition(".")[2] not in IMAGES:
        raise NotApproved(Text("请附上审定地图的图片或 PDF", "attach the approved map itself, as a picture or PDF"))
    kept = keep_proof(store, person, image.name, image.content)
    values = dict(zip(COLUMNS, (read.written, day, kept.sha256), strict=True))
    change = Change(LEDGER, values, id=version.id, version=version.seen)
    reason = f"审图号：{version.title} {read.written}（{day.isoformat()} 批准）"
    return commit(store, person.actor, reason, [change], files=[kept])


def may_bear(version: Version) -> bool:
    """Whether a map of this version can have been approved: it is signed off, and no demonstration."""
    return version.frozen and version.signed_how != DEMONSTRATION


def _day(number: Number, on: date | None, clock: Clock) -> date:
    """The day of the approval: not to come, and in the year that the number names."""
    if on is None or on > clock.today():
        raise NotApproved(Text("请填写批准日期，不能晚于今天", "give the day of the approval, not after today"))
    if on.year != number.year:
        raise NotApproved(
            Text(
                f"审图号中的年份 {number.year} 与批准日期不符",
                f"the number's year {number.year} is not that of the day",
            )
        )
    return on


def take_back_approval(store: Store, person: Person, version: Version, why: str) -> Commit:
    """Take a number off a version, with a reason; the history keeps it. Raises NotAllowed, NotApproved, Conflict."""
    require(person, Action.HAND_IN)
    if not why.strip():
        raise NotApproved(Text("请写明撤回审图号的理由", "say why the number is taken back"))
    change = Change(LEDGER, dict.fromkeys(COLUMNS), id=version.id, version=version.seen)
    return commit(store, person.actor, f"撤回审图号：{version.title} {version.map_approval}（{why.strip()}）", [change])


def approved_map(store: Store, person: Person, version: Version) -> tuple[str, str, bytes]:
    """Name, media type and content of the map that was approved. Raises NotAllowed, StoreError when it is lost."""
    require(person, Action.SEE)
    sha256 = version.map_approval_file or ""
    content, known = get_attachment(store, sha256), attachments_of(store, [sha256])[sha256]
    return known.name, known.media_type, content


def approval_of(version: Version | None, layers: Layers) -> str | None:
    """The number that a drawn map may bear: that of the one version it shows, with nothing else on it."""
    if version is None or not version.map_approval_file or not may_bear(version):
        return None
    alone = [area.geometry for area in layers.areas] == [version.geometry]
    more = layers.added or layers.removed or layers.pins or layers.counts.height
    return version.map_approval if alone and not more else None

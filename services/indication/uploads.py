"""Boundary files that wait for a person's look: kept under an id until they become a draft or are given up."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from data.store import (
    Store,
    discard_staged,
    get_attachment,
    load_staged,
    new_staged,
    put_attachment,
    save_staged,
)
from data.store.errors import OlderShape, StoreError
from data.texts import Text
from services.clock import Clock
from services.coordinates import UnknownSystem
from services.indication.boundary.errors import SystemUnknown
from services.indication.boundary.read import Boundary, Feature, read_boundary
from services.indication.geometry import NotGeometry
from services.indication.versions import Draft, SourceFile, add_version
from services.intake.errors import RefusedFile
from services.intake.work import Progress
from services.rights import Action, Person, require

# The kind of the staged uploads that are boundaries; others' states mean nothing here.
KIND = "boundary"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in: its name, hash, and the system a person gave; what was read, or why nothing was.
    `asks` says that only the coordinate system is missing, `suggested` what the format stipulates."""

    id: str
    name: str
    sha256: str
    answer: str | None
    boundary: Boundary | None
    refusal: Text | None = None
    asks: bool = False
    suggested: str | None = None


def take(store: Store, person: Person, name: str, content: bytes, progress: Progress) -> str:
    """Keep a file and read it; the id of the upload. Raises NotAllowed."""
    require(person, Action.HAND_IN)
    file = put_attachment(store, content, name)
    id = new_staged(store, KIND, person.actor, {"boundary": name, "sha256": file.sha256})
    examine(store, person, id, None, progress)
    return id


def examine(store: Store, person: Person, id: str, answer: str | None, progress: Progress) -> str:
    """Read the kept file, with the coordinate system a person gave, and keep what came of it; the id.

    Raises NotAllowed, and StoreError when the upload is gone.
    """
    require(person, Action.HAND_IN)
    state = load_staged(store, KIND, id).state
    progress(0.2, Text(f"正在读取 {state['boundary']}", f"reading {state['boundary']}"))
    found = _read(state["boundary"], get_attachment(store, state["sha256"]), answer)
    save_staged(store, id, {**_handed_in(state), "answer": answer, **found})
    return id


def _handed_in(state: dict[str, Any]) -> dict[str, Any]:
    return {name: state[name] for name in ("boundary", "sha256")}


def _read(name: str, content: bytes, answer: str | None) -> dict[str, Any]:
    try:
        boundary = read_boundary(name, content, answer)
        boundary.as_area()
        return {"read": asdict(boundary)}
    except SystemUnknown as error:
        return {**_refused(error), "asks": True, "suggested": error.suggested}
    except (RefusedFile, UnknownSystem, NotGeometry) as error:
        return _refused(error)


def _refused(error: RefusedFile | UnknownSystem | NotGeometry) -> dict[str, Any]:
    if isinstance(error, RefusedFile):
        why, mend = error.message, error.mend
        return {"refusal": asdict(Text(f"{why.zh}：{mend.zh}", f"{why.en}: {mend.en}"))}
    return {"refusal": asdict(error.text)}


def load(store: Store, id: str) -> Upload:
    """The upload of that id; raises StoreError when there is none among the boundaries, OlderShape when an earlier
    version of the board kept it."""
    state = load_staged(store, KIND, id).state
    try:
        return _upload(id, state)
    except (KeyError, TypeError, ValueError) as shape:
        raise OlderShape from shape


def _upload(id: str, state: dict[str, Any]) -> Upload:
    read, refusal = state.get("read"), state.get("refusal")
    return Upload(
        id=id,
        name=state["boundary"],
        sha256=state["sha256"],
        answer=state.get("answer"),
        boundary=_boundary(read) if read else None,
        refusal=Text(**refusal) if refusal else None,
        asks=state.get("asks", False),
        suggested=state.get("suggested"),
    )


def _boundary(read: dict[str, Any]) -> Boundary:
    features = tuple(Feature(**feature) for feature in read["features"])
    return Boundary(**{**read, "features": features, "notes": tuple(Text(**note) for note in read["notes"])})


def make_draft(store: Store, person: Person, upload: Upload, draft: Draft, *, clock: Clock) -> str:
    """The draft that an upload becomes, with its file, system and outline; its code. `draft` gives the words.

    Raises NotAllowed, StoreError without a title or when nothing was read from the file.
    """
    if upload.boundary is None:
        raise StoreError(Text("文件尚未读入，不能生成草案", "nothing was read from the file yet: no draft can be made"))
    content = get_attachment(store, upload.sha256)
    whole = replace(
        draft,
        geometry=upload.boundary.as_area(),
        declared_system=upload.boundary.system,
        source=SourceFile(upload.name, content),
    )
    code = add_version(store, person, whole, clock=clock)
    discard_staged(store, upload.id)
    return code


def give_up(store: Store, person: Person, id: str) -> None:
    """Forget an upload. Raises NotAllowed, and StoreError when there is none among the boundaries."""
    require(person, Action.HAND_IN)
    discard_staged(store, load_staged(store, KIND, id).id)

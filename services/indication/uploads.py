"""Boundary files that wait for a person's look: kept under an id until they become a draft or are given up."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

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
from services.access.rights import Action, Person, require
from services.days.clock import Clock
from services.ground.coordinates import UnknownSystem
from services.ground.geometry import NotGeometry
from services.indication.boundary.angles import Writing
from services.indication.boundary.errors import AnglesUnknown, Layer, LayersUnknown, SystemContradicted, SystemUnknown
from services.indication.boundary.read import Boundary, Feature, read_boundary
from services.indication.versions import Draft, SourceFile, add_version
from services.intake.errors import RefusedFile
from services.records.jobs import Progress

# The kind of the staged uploads that are boundaries; others' states mean nothing here.
KIND = "boundary"

Asked = Literal["system", "layers", "writing"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person answered: the coordinate system, which layers are meant, how degrees are written."""

    system: str | None = None
    layers: tuple[str, ...] = ()
    writing: Writing | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in: its name, hash, and what a person answered; what was read, or why nothing was.
    `asks` is the question that is open, `suggested` its likely answer, `layers` those to choose from."""

    id: str
    name: str
    sha256: str
    answers: Answers
    boundary: Boundary | None
    refusal: Text | None = None
    asks: Asked | None = None
    suggested: str | None = None
    layers: tuple[Layer, ...] = ()


def take(store: Store, person: Person, name: str, content: bytes, progress: Progress) -> str:
    """Keep a file and read it; the id of the upload, which is there once all that is done. Raises NotAllowed, Full."""
    require(person, Action.HAND_IN)
    file = put_attachment(store, content, name)
    return new_staged(store, KIND, person.actor, _state(name, file.sha256, content, Answers(), progress))


def examine(store: Store, person: Person, id: str, answers: Answers, progress: Progress) -> str:
    """Read the kept file, with what a person answered, and keep what came of it; the id.

    Raises NotAllowed, and StoreError when the upload is gone.
    """
    require(person, Action.HAND_IN)
    state = load_staged(store, KIND, id).state
    name, sha256 = state["boundary"], state["sha256"]
    save_staged(store, id, _state(name, sha256, get_attachment(store, sha256), answers, progress))
    return id


def _state(name: str, sha256: str, content: bytes, answers: Answers, progress: Progress) -> dict[str, Any]:
    progress(0.2, Text(f"正在读取 {name}", f"reading {name}"))
    return {"boundary": name, "sha256": sha256, "answers": asdict(answers), **_read(name, content, answers)}


def _read(name: str, content: bytes, answers: Answers) -> dict[str, Any]:
    try:
        boundary = read_boundary(name, content, answers.system, layers=answers.layers, writing=answers.writing)
        boundary.as_area()
        return {"read": asdict(boundary)}
    except SystemUnknown as error:
        return {**_refused(error), "asks": "system", "suggested": error.suggested}
    except LayersUnknown as error:
        return {**_refused(error), "asks": "layers", "layers": [asdict(layer) for layer in error.layers]}
    except AnglesUnknown as error:
        return {**_refused(error), "asks": "writing", "suggested": error.suggested}
    except SystemContradicted as error:
        return {**_refused(error), "suggested": error.offered}
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
    read, refusal, answers = state.get("read"), state.get("refusal"), state.get("answers", {})
    return Upload(
        id=id,
        name=state["boundary"],
        sha256=state["sha256"],
        answers=Answers(**{**answers, "layers": tuple(answers.get("layers", ()))}),
        boundary=_boundary(read) if read else None,
        refusal=Text(**refusal) if refusal else None,
        asks=state.get("asks"),
        suggested=state.get("suggested"),
        layers=tuple(Layer(**layer) for layer in state.get("layers", ())),
    )


def _boundary(read: dict[str, Any]) -> Boundary:
    features = tuple(Feature(**feature) for feature in read["features"])
    return Boundary(**{**read, "features": features, "notes": tuple(Text(**note) for note in read["notes"])})


def make_draft(store: Store, person: Person, upload: Upload, draft: Draft, *, clock: Clock) -> str:
    """The one draft that an upload becomes, with its file, system and outline; its code. `draft` gives the words.

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
    code = add_version(store, person, whole, clock=clock, upload=upload.id)
    discard_staged(store, upload.id)
    return code


def give_up(store: Store, person: Person, id: str) -> None:
    """Forget an upload. Raises NotAllowed, and StoreError when there is none among the boundaries."""
    require(person, Action.HAND_IN)
    discard_staged(store, load_staged(store, KIND, id).id)

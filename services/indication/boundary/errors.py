"""Why a boundary was not read or written; each says how to mend it."""

from data.errors import BoardError
from data.store.kept import Kept
from data.texts import Text
from services.intake.errors import RefusedFile


class Asks(RefusedFile):
    """The file can be read once a person has answered a question."""


class SystemUnknown(Asks):
    """The file states no coordinate system, or no more than its `datum`, and nobody has given one.

    `suggested` is what the numbers look like, or what the file's format stipulates (GeoJSON and KML: WGS-84); it is
    asked all the same, for many such files hold GCJ-02, 500 m off. `maker` is the program that made the file.
    """

    def __init__(self, suggested: str | None, *, datum: str | None = None, maker: str = "") -> None:
        likely = Text(f"（很可能是 {suggested}）", f" ({suggested} is likely)") if suggested else Text("", "")
        message = Text(f"文件没有写明坐标系{likely.zh}", f"the file states no coordinate system{likely.en}")
        if datum:
            message = Text(
                f"文件只写明 {datum}，坐标是米，没有写明分带或中央经线{likely.zh}",
                f"the file states {datum} only, but its numbers are metres of an unknown zone or meridian{likely.en}",
            )
        super().__init__(message, OVITAL if maker else WHO_DREW_IT)
        self.suggested, self.datum = suggested, datum


WHO_DREW_IT = Text(
    "向制图单位核实后选择坐标系；在高德、腾讯地图上描绘的是 GCJ-02，百度地图是 BD-09",
    "ask who drew it and choose the system; over Gaode and Tencent maps it is GCJ-02, over Baidu BD-09",
)
OVITAL = Text(
    "这是奥维互动地图导出的文件：先问清软件版本，9.3 及以上导出的 ovkml、txt、csv 为 GCJ-02，更早的为 WGS-84；"
    "读取后对照地图上的村庄核对，两者相差约 500 米",
    "Ovital wrote this file: ask for the program's version. From 9.3 on its ovkml, txt and csv are GCJ-02, before that "
    "WGS-84; then compare with the villages on the map, for the two lie about 500 m apart",
)


class SystemContradicted(RefusedFile):
    """What the file states and what was answered, or where the numbers lie, can't both be right. `offered` is the
    system that the numbers bear out, if any: chosen by a person, it is taken."""

    def __init__(self, message: Text, mend: Text, *, offered: str | None = None) -> None:
        super().__init__(message, mend)
        self.offered = offered


class Layer(Kept, frozen=True):
    """One of several layers: its name, how many polygons it has, and its outline as GeoJSON in its own numbers."""

    name: str
    polygons: int
    outline: str


class LayersUnknown(Asks):
    """The file holds several layers, and nobody has said which of them are the boundary."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        names, many = "、".join(f"“{layer.name}”" for layer in layers), len(layers)
        super().__init__(
            Text(f"文件里有 {many} 个图层（工作表、文件夹）：{names}", f"the file holds {many} layers: {names}"),
            Text(
                "选择哪一个是这条界线；几稿不要合在一起，同一界线的几部分可以同时选",
                "choose which is the boundary: one draft of several, or several if they are parts of one",
            ),
        )
        self.layers = layers


class AnglesUnknown(Asks):
    """The numbers may be degrees, or degrees and minutes run together; `suggested` is what lies in the district."""

    def __init__(self, suggested: str, example: str) -> None:
        super().__init__(
            Text(
                f"坐标像是度分秒连写（如 {example}），也可能是十进制度",
                f"the coordinates look like degrees and minutes run together (as {example}), or decimal degrees",
            ),
            Text("向制图单位核实写法后选择", "ask who wrote them, and choose"),
        )
        self.suggested = suggested


class NotWritten(BoardError):
    """The area can't be written in this form and system; `text` says why and which can."""


def damaged() -> RefusedFile:
    """The refusal of a file that begins like a map file and can't be read to its end."""
    return RefusedFile(
        Text("文件不完整或已损坏", "the file is truncated or damaged"),
        Text("在原软件中重新导出后上传", "export it again from the program it was made with"),
    )

"""The files inside a zip: read one by one under their limits, and never opened by their own names."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from data.texts import Text
from services.indication.boundary.errors import damaged
from services.indication.boundary.signature import SHP_MAGIC
from services.intake.container import DAMAGE, ZIP_MAGIC, refuse_sizes
from services.intake.errors import RefusedFile
from services.intake.limits import Limits

# The parts of a Shapefile that say something; indexes and notes of other programs are left.
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
NEEDED = (".shp", ".shx")
# A Mac's zip holds a shadow of each file.
SHADOW = "__MACOSX"


def shapefile_parts(content: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts of the only Shapefile in a zip, by their endings; raises RefusedFile."""
    with _opened(content, limits) as archive:
        shapes = _named(archive, ".shp")
        _refuse_several(shapes)
        stem = PurePosixPath(shapes[0]).with_suffix("").as_posix().lower()
        parts = {
            PurePosixPath(name).suffix.lower(): name
            for name in archive.namelist()
            if PurePosixPath(name).with_suffix("").as_posix().lower() == stem
        }
        found = {ending: _read(archive, parts[ending]) for ending in SHAPEFILE_PARTS if ending in parts}
    for ending in NEEDED:
        if not found.get(ending, b"").startswith(SHP_MAGIC):
            raise RefusedFile(
                Text(
                    f"压缩包里的 {ending} 缺失或不是 Shapefile", f"the archive's {ending} is missing or no Shapefile's"
                ),
                Text(
                    "重新导出，把 .shp、.shx、.dbf、.prj 一起打包", "export it again and zip .shp, .shx, .dbf and .prj"
                ),
            )
    return found


def only_kml(content: bytes, limits: Limits) -> bytes:
    """The one KML document in a KMZ; raises RefusedFile."""
    with _opened(content, limits) as archive:
        documents = _named(archive, ".kml")
        _refuse_several(documents)
        return _read(archive, documents[0])


def _opened(content: bytes, limits: Limits) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except DAMAGE as error:
        raise damaged() from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedFile(
            Text("压缩包有密码，无法读取", "the archive is protected by a password"),
            Text("去掉密码重新打包", "zip it again without a password"),
        )
    refuse_sizes(parts, limits)
    for part in parts:
        _refuse_nested(archive, part)
    return archive


def _refuse_nested(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    try:
        with archive.open(part) as stream:
            nested = stream.read(len(ZIP_MAGIC)) == ZIP_MAGIC
    except DAMAGE as error:
        raise damaged() from error
    if nested:
        raise RefusedFile(
            Text("压缩包里还有压缩包，不予打开", "the archive holds another archive, which isn't opened"),
            Text("解压后把各文件直接打包成一个 zip", "unzip it and zip the files themselves"),
        )


def _named(archive: zipfile.ZipFile, ending: str) -> list[str]:
    return [name for name in archive.namelist() if name.lower().endswith(ending) and not name.startswith(SHADOW)]


def _refuse_several(names: list[str]) -> None:
    if len(names) != 1:
        raise RefusedFile(
            Text(f"压缩包内有 {len(names)} 个图层，不知取哪一个", f"the archive holds {len(names)} layers: which one?"),
            Text("一个压缩包只放一个图层", "put one layer into an archive"),
        )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except DAMAGE as error:
        raise damaged() from error

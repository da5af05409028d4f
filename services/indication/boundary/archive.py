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


def shapefiles(content: bytes, limits: Limits) -> dict[str, dict[str, bytes]]:
    """The parts, by their endings, of every Shapefile in a zip by its name; raises RefusedFile."""
    with _opened(content, limits) as archive:
        return {name: _parts(archive, path) for name, path in _named(archive, ".shp").items()}


def _parts(archive: zipfile.ZipFile, shapes: str) -> dict[str, bytes]:
    stem = PurePosixPath(shapes).with_suffix("").as_posix().lower()
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


def kml_documents(content: bytes, limits: Limits) -> dict[str, bytes]:
    """The KML documents in a KMZ by their names; raises RefusedFile."""
    with _opened(content, limits) as archive:
        return {name: _read(archive, path) for name, path in _named(archive, (".kml", ".ovkml")).items()}


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


def _named(archive: zipfile.ZipFile, endings: str | tuple[str, ...]) -> dict[str, str]:
    """The files of these endings by their names without folder and ending, where two are called alike with folder."""
    paths = [path for path in archive.namelist() if path.lower().endswith(endings) and not path.startswith(SHADOW)]
    names = [PurePosixPath(_readable(path)).stem for path in paths]
    return {name if names.count(name) == 1 else _readable(path): path for name, path in zip(names, paths, strict=True)}


def _readable(name: str) -> str:
    """A name that Windows in China wrote in GBK, and zip took for the code page of 1981."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except DAMAGE as error:
        raise damaged() from error

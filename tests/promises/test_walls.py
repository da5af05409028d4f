"""The walls hold: a forbidden import, put in on purpose, makes the check fail and is named."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code, which may be spoilt."""
    copy = tmp_path_factory.mktemp("house")
    for part in ("pages", "services", "data"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "*.geojson", "demo"))
    (copy / "data" / "demo").mkdir()
    (copy / "data" / "demo" / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def lint(house: Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", LINT], cwd=house, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        # A subject another subject; grammar a subject; a room one that stands above it.
        ("services.markets.register", "services.enforcement.selection"),
        ("services.maps.view", "services.cultivation.ladders"),
        ("services.intake.places", "services.indication.versions"),
        ("services.records.jobs", "services.intake.stage"),
        ("services.days.clock", "services.words.formats"),
        # A page another page's parts; what all share a page's own; pages the store; services a page or Streamlit.
        ("pages.parts.markets.listing", "pages.parts.enforcement.cases"),
        ("pages.parts.frame.head", "pages.parts.showing.figure"),
        ("pages.parts.overview.changes", "data.store.rows"),
        ("services.overview.year", "streamlit"),
        ("data.texts", "services.words.formats"),
        ("services.overview.year", "sqlalchemy"),
    ],
)
def test_a_forbidden_import_fails_the_check(house: Path, importer: str, imported: str) -> None:
    module = house / Path(*importer.split(".")).with_suffix(".py")
    kept = module.read_text(encoding="utf-8")
    module.write_text(f"{kept}\n\ndef spoilt():\n    import {imported}\n", encoding="utf-8")
    try:
        status, told = lint(house)
    finally:
        module.write_text(kept, encoding="utf-8")
    assert status != 0
    assert f"{importer} -> {imported}" in told


def test_a_new_room_must_say_where_it_stands(house: Path) -> None:
    room = house / "services" / "attic"
    room.mkdir()
    (room / "__init__.py").touch()
    try:
        status, _told = lint(house)
    finally:
        shutil.rmtree(room)
    assert status != 0


def test_the_house_as_it_is_passes(house: Path) -> None:
    status, told = lint(house)
    assert status == 0, told

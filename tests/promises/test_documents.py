"""The documents speak of what is there: labels as on screen, all settings and commands, links that lead somewhere."""

import re
from pathlib import Path

import pytest

import run
from data.ledgers import ledgers
from services.commands import descriptions

ROOT = Path(__file__).parents[2]
README, GUIDE = ROOT / "README.md", ROOT / "docs" / "guide.md"
WRITTEN = sorted([README, *(ROOT / "docs").glob("*.md")])
SOURCES = ("data/**/*.py", "data/**/*.toml", "data/**/*.po", "services/**/*.py", "services/**/*.js", "pages/**/*.py")
LABEL = re.compile(r"「(.+?)」")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_every_label_in_the_guide_stands_on_screen() -> None:
    on_screen = "\n".join(path.read_text(encoding="utf-8") for pattern in SOURCES for path in ROOT.glob(pattern))
    labels = {label for path in (README, GUIDE) for label in LABEL.findall(path.read_text(encoding="utf-8"))}
    assert len(labels) > 50
    assert sorted(label for label in labels if label not in on_screen) == []


def test_the_guide_says_which_ledgers_there_are() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    names = {
        ledger.title.zh.removesuffix("台账").removesuffix("记录") for ledger in ledgers().values() if not ledger.own
    }
    assert sorted(name for name in names if name not in text) == []


def test_the_readme_names_every_setting_and_command() -> None:
    text = README.read_text(encoding="utf-8")
    names = [*run.SETTINGS, *run.OWN_COMMANDS, *descriptions()]
    assert [name for name in names if not re.search(rf"`{name}\b", text)] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []

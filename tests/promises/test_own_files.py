"""The bureau's own registry files, broken by hand: the board starts, says which and where, and people sign in."""

import urllib.request
from pathlib import Path

from tests.conftest import UsedBoard
from tests.serving import add_account, served


def test_a_broken_access_file_neither_stops_the_board_nor_a_sign_in(used_board: UsedBoard, tmp_path: Path) -> None:
    folder = used_board(tmp_path / "data")
    add_account(folder, "OWN01", role="administrator")
    (folder / "registry").mkdir(exist_ok=True)
    own = folder / "registry" / "access.toml"
    own.write_text("[session]\nidle_minutes = 'soon'\n", encoding="utf-8")
    with served(folder, LC_ALL="zh_CN.UTF-8") as address:
        log = (folder / "server.log").read_text(encoding="utf-8")
        assert "未生效：registry/access.toml。第 2 行，access.toml [session] idle_minutes：应为 5 到 1440 的整数" in log
        assert urllib.request.urlopen(f"{address}/login", timeout=20).status == 200
        # Broken while it serves, in another way.
        own.write_text("[session\nidle_minutes = 30\n", encoding="utf-8")
        assert urllib.request.urlopen(f"{address}/login", timeout=20).status == 200
        assert "Traceback" not in (folder / "server.log").read_text(encoding="utf-8")

"""run.py's own decisions; setting up and installing is tried by .ci/run itself, in a fresh clone."""

import hashlib
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import run
from services.commands import descriptions


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "８５０１"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(run.RunError, match="is no port") as refused:
        run.free_port("127.0.0.1", port)
    assert refused.value.status == 2


def test_a_taken_port_is_told_before_anything_is_installed() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        with pytest.raises(run.RunError, match=f"Port {port} is taken"):
            run.free_port("127.0.0.1", port)
    assert run.free_port("127.0.0.1", port) == port


def test_the_fingerprint_is_the_sha256_whatever_the_line_endings(tmp_path: Path) -> None:
    unix, windows = tmp_path / "unix.txt", tmp_path / "windows.txt"
    unix.write_bytes(b"a==1\nb==2\n")
    windows.write_bytes(b"a==1\r\nb==2\r\n")
    assert run.fingerprint(unix) == run.fingerprint(windows) == hashlib.sha256(b"a==1\nb==2\n").hexdigest()


def test_requirements_are_installed_again_only_when_they_change(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("a==1\n")
    assert not run.is_installed(tmp_path, requirements)
    run.stamp(tmp_path, requirements).write_text(run.fingerprint(requirements))
    assert run.is_installed(tmp_path, requirements)
    requirements.write_text("a==2\n")
    assert not run.is_installed(tmp_path, requirements)


def test_both_requirements_files_have_a_stamp_of_their_own(tmp_path: Path) -> None:
    assert run.stamp(tmp_path, run.RUNTIME) != run.stamp(tmp_path, run.TESTS)


def test_help_lists_every_command_and_setting_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    first_words = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert first_words == [*run.OWN_COMMANDS, *descriptions(), *run.SETTINGS]


def test_an_unknown_command_is_answered_with_the_list() -> None:
    with pytest.raises(run.RunError, match=r"no command 'improt'[^@]*  test ") as refused:
        run.main(["improt"])
    assert refused.value.status == 2


def test_serving_takes_no_further_words() -> None:
    with pytest.raises(run.RunError, match="takes no further words"):
        run.main(["serve", "--port=80"])


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_every_package_is_pinned_and_hashed_and_no_place_is_named(name: str) -> None:
    text = (run.ROOT / name).read_text()
    packages = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert packages
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert not any(word in text for word in ("://", "--index-url", "--find-links", " @ "))


@pytest.mark.parametrize(("locale", "is_han"), [("zh_CN.UTF-8", True), ("en_GB.UTF-8", False)])
def test_what_it_says_is_in_the_terminals_language(
    locale: str, is_han: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ended(status: int) -> Callable[..., int]:
        return lambda *_words, **_environment: status

    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.setattr(run, "install", ended(0))
    said = [line for line in run.overview().splitlines() if not line.startswith("python run.py")]
    for status in (0, 1):
        monkeypatch.setattr(run, "run", ended(status))
        for call in (run.check, run.serve, lambda: run.main(["serve", "now"]), lambda: run.free_port("127.0.0.1", "x")):
            try:
                call()
            except run.RunError as error:
                said.append(str(error))
    heads = [f"== {name}" for name in run.CHECKS]
    said += [line for line in capsys.readouterr().out.splitlines() if line not in heads]
    assert {line for line in said if line and bool(re.search(r"[\u4e00-\u9fff]", line)) != is_han} == set()


def test_what_an_installer_prints_is_shown_only_when_it_fails(capfd: pytest.CaptureFixture[str]) -> None:
    program = "import sys; print('chatter'); print('the reason', file=sys.stderr); sys.exit({status})"
    assert run.ran_quietly(sys.executable, "-c", program.format(status=0))
    assert capfd.readouterr() == ("", "")
    assert not run.ran_quietly(sys.executable, "-c", program.format(status=1))
    shown = capfd.readouterr().out
    assert "chatter" in shown
    assert "the reason" in shown


def test_uv_installs_where_it_is_had_and_pip_where_not_or_where_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("a==1\n")
    tried = []

    def ran_quietly(*words: str | Path) -> bool:
        tried.append(words)
        return "uv" not in words

    for name in run.PIPS_OWN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path)
    monkeypatch.setattr(run, "make_environment", lambda: None)
    monkeypatch.setattr(run, "ran_quietly", ran_quietly)
    monkeypatch.setattr(run.shutil, "which", {"uv": "uv"}.get)
    run.install(requirements)
    assert run.is_installed(tmp_path, requirements)
    assert [words[:3] for words in tried] == [("uv", "pip", "install"), (run.PYTHON, "-m", "pip")]
    assert all(words[-3:] == ("--require-hashes", "-r", requirements) for words in tried)
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example/simple")
    assert [words[0] for words in run.installers()] == [run.PYTHON]
    monkeypatch.delenv("PIP_INDEX_URL")
    monkeypatch.setattr(run.shutil, "which", {}.get)
    assert [words[0] for words in run.installers()] == [run.PYTHON]


def test_the_tally_counts_over_all_reports(tmp_path: Path) -> None:
    suite = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"></testsuite></testsuites>'
    (tmp_path / "tests.xml").write_text(suite.format(4993, 2, 1, 3))
    (tmp_path / "browser.xml").write_text(suite.format(86, 0, 0, 0))
    assert run.tally(tmp_path) == "5073 passed, 3 failed, 3 skipped"


def test_the_browsers_run_leaves_the_reports_of_the_others(pytestconfig: pytest.Config) -> None:
    """Playwright's plugin empties this folder as a run begins."""
    emptied = (run.ROOT / str(pytestconfig.getoption("--output"))).resolve()
    assert not run.REPORTS.is_relative_to(emptied)


def test_it_speaks_before_anything_is_installed() -> None:
    """All that a fresh machine sees: -S leaves out whatever is installed."""
    said = subprocess.run(
        [sys.executable, "-S", "run.py", "--help"], cwd=run.ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert "BOARD_PORT" in said.stdout

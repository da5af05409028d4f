"""Where `python app.py` listens and how much it takes, from the environment."""

from collections.abc import Callable, Mapping
from pathlib import Path

from data.errors import BoardError
from services.web.proxies import is_loopback

# Addresses that mean every one of the machine.
EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104
PORT = 8501


def server_settings(environment: Mapping[str, str], accounts: Callable[[], bool]) -> dict[str, object]:
    """Streamlit's settings by BOARD_ADDRESS, BOARD_PORT, BOARD_UPLOAD_MB, BOARD_TLS_CERT and BOARD_TLS_KEY;
    raises BoardError for bad ones.

    `accounts` says whether there are any: before, only addresses of this machine are allowed.
    """
    address = environment.get("BOARD_ADDRESS") or "127.0.0.1"
    if address != "localhost" and not is_loopback(address) and not accounts():
        raise BoardError(
            f"BOARD_ADDRESS={address} is refused: without accounts only 127.0.0.1 is served; unset it, start, "
            "and make the first administrator by the link that is printed"
        )
    return {
        "server.address": address,
        # Streamlit prints it. Without one it would ask the internet for the address of an open one.
        "browser.serverAddress": next(iter(hosts(environment)), "127.0.0.1"),
        "server.port": _whole_number(environment, "BOARD_PORT", PORT, 65535),
        "server.maxUploadSize": _whole_number(environment, "BOARD_UPLOAD_MB", 50, 1024),
        **_tls(environment),
    }


def hosts(environment: Mapping[str, str]) -> list[str]:
    """The names by which the board may be asked for: BOARD_HOSTS, and BOARD_ADDRESS unless it means every address."""
    named = [*environment.get("BOARD_HOSTS", "").split(","), environment.get("BOARD_ADDRESS", "")]
    return [name.strip() for name in named if name.strip() not in EVERYWHERE]


def own_address(environment: Mapping[str, str], name: str = "") -> str:
    """The board's address for a link, by a host's name or as this machine itself calls it."""
    scheme = "https" if environment.get("BOARD_TLS_CERT") else "http"
    return f"{scheme}://{name or '127.0.0.1'}:{environment.get('BOARD_PORT') or PORT}"


def _tls(environment: Mapping[str, str]) -> dict[str, object]:
    given = {name: environment.get(name, "") for name in ("BOARD_TLS_CERT", "BOARD_TLS_KEY")}
    if not any(given.values()):
        return {}
    for name, path in given.items():
        if not path or not Path(path).is_file():
            raise BoardError(f"{name}={path} is refused: give the path of a PEM file; both are needed")
    return {"server.sslCertFile": given["BOARD_TLS_CERT"], "server.sslKeyFile": given["BOARD_TLS_KEY"]}


def _whole_number(environment: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    given = environment.get(name) or str(otherwise)
    if not (given.isascii() and given.isdecimal() and 1 <= int(given) <= most):
        raise BoardError(f"{name}={given} is refused: give a whole number from 1 to {most}, or unset it")
    return int(given)

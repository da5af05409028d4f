"""`run.py user …`: accounts on the command line, for the first days and for whoever locked themselves out."""

import argparse
import os
from datetime import UTC, datetime

from data.store import Store, migrate, open_store
from data.texts import Text
from services.access.accounts.links import give_link
from services.access.accounts.people import ROLES, Wanted, accounts, add, change, give_initial_password, row_of
from services.access.accounts.sessions import as_name
from services.access.identity import THE_BOARD
from services.days.clock import clock
from services.web.listening import hosts, own_address
from services.words.language import at_terminal

HELP = Text(
    "账号：add、list、disable、enable、reset（重置口令）、role",
    "accounts: add, list, disable, enable, reset (a new password) or role",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command each."""
    _ = at_terminal()
    doing = parser.add_subparsers(dest="do", required=True, metavar="add | list | disable | enable | reset | role")
    new = doing.add_parser("add", help=_("give somebody an account, and a first password"))
    new.add_argument(
        "name", type=as_name, metavar=_("NAME"), help=_("sign-in name: the person code of the people ledger")
    )
    new.add_argument("--office", metavar=_("CODE"), help=_("unit; needed for who is not in the ledger"))
    new.add_argument("--role", choices=ROLES, required=True, metavar=_("ROLE"), help=", ".join(ROLES))
    new.add_argument("--display", metavar=_("TEXT"), help=_("the person's name; default: the sign-in name"))
    new.add_argument(
        "--subject", metavar=_("TEXT"), help=_("the identity provider's subject; then no password is given")
    )
    new.add_argument("--link", action="store_true", help=_("print a one-time link instead of an initial password"))
    doing.add_parser("list", help=_("everybody with a role"))
    for name, text in (("disable", _("end sessions and let nobody in")), ("enable", _("let somebody in again"))):
        doing.add_parser(name, help=text).add_argument("name", type=as_name, metavar=_("NAME"))
    again = doing.add_parser("reset", help=_("a new initial password, or a one-time link to set one"))
    again.add_argument("name", type=as_name, metavar=_("NAME"))
    again.add_argument("--link", action="store_true", help=_("print a link; the present password stays until then"))
    role = doing.add_parser("role", help=_("another role; ends the person's sessions"))
    role.add_argument("name", type=as_name, metavar=_("NAME"))
    role.add_argument("role", choices=ROLES, metavar=_("ROLE"), help=", ".join(ROLES))


def run(arguments: argparse.Namespace) -> int:
    """Does one of them, as the board itself."""
    store = open_store(now=clock().now)
    migrate(store)
    match arguments.do:
        case "add":
            _add(store, arguments)
        case "list":
            _list(store)
        case "reset":
            _let_in(store, arguments.name, link=arguments.link)
        case "disable" | "enable":
            change(store, THE_BOARD, Wanted(arguments.name, active=arguments.do == "enable"))
        case "role":
            change(store, THE_BOARD, Wanted(arguments.name, role=arguments.role))
    store.close()
    return 0


def _add(store: Store, given: argparse.Namespace) -> None:
    display = given.display or (None if row_of(store, given.name) else given.name)
    add(store, THE_BOARD, Wanted(given.name, display, given.office, given.role, given.subject))
    if given.subject:
        _ = at_terminal()
        print(_("{name} signs in through the identity provider", name=given.name))
    else:
        _let_in(store, given.name, link=given.link)


def _let_in(store: Store, code: str, *, link: bool) -> None:
    now, _ = datetime.now(UTC), at_terminal()
    if link:
        place = own_address(os.environ, next(iter(hosts(os.environ)), ""))
        print(_("one-time link for {code}:", code=code), end=" ")
        print(f"{place}/setup?token={give_link(store, THE_BOARD, code, now)}")
    else:
        print(_("initial password of {code}, to be changed at the first sign-in:", code=code), end=" ")
        print(give_initial_password(store, THE_BOARD, code, now))


def _list(store: Store) -> None:
    _ = at_terminal()
    for row in accounts(store).iter_rows(named=True):
        ways = [way for way, has in ((_("password"), row["password"]), (_("provider"), row["subject"])) if has]
        state = _("active") if row["active"] else _("disabled")
        way_in = "+".join(ways) or _("no way in yet")
        print("\t".join((row["code"], row["name"], row["office"], row["role"], state, way_in)))

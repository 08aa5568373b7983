"""`duly user`: who may sign in, and in which role? For whoever runs the server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from duly.server.platform.models import User

app = typer.Typer(
    help="Who may sign in, and in which role.", no_args_is_help=True, rich_markup_mode=None
)
ROLES = (
    "viewer",
    "collector",
    "credit_analyst",
    "cash_clerk",
    "approver",
    "administrator",
    "auditor",
    "api_client",
)


def _role(text: str) -> str:
    if text not in ROLES:
        raise typer.BadParameter(f"{text!r} is no role; there are {', '.join(ROLES)}")
    return text


Name = Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with.")]
Entities = Annotated[
    list[str] | None,
    typer.Option("--entity", metavar="CODE", help="Only this company of ours; may be repeated."),
]
Portfolios = Annotated[
    list[str] | None,
    typer.Option("--portfolio", metavar="NAME", help="Only this portfolio; may be repeated."),
]


@app.callback()
def user() -> None:
    """Who may sign in, and in which role."""


@app.command("add")
def add(
    name: Name,
    role: Annotated[str, typer.Option(metavar="ROLE", parser=_role, help=", ".join(ROLES))],
    email: Annotated[str, typer.Option(help="Where mail reaches them.")] = "",
    entity: Entities = None,
    portfolio: Portfolios = None,
    password_from_input: Annotated[
        bool,
        typer.Option("--password-stdin", help="Read the password from the input, not the keys."),
    ] = False,
) -> None:
    """Make a user. Without a password they get an address at which they choose one."""
    from duly.cli.server.installation import ready, told

    ready()
    from duly.server.platform.users import invitation_path, invite

    with told():
        made, _ = invite(
            actor=None,
            username=name,
            email=email,
            standing=_standing(role, entity, portfolio),
            password=_password(password_from_input),
        )
        typer.echo(f"{made.username} may sign in as {made.role}")
        if not made.has_usable_password():
            typer.echo(f"They choose a password at {invitation_path(made)}")


@app.command("list")
def show() -> None:
    """Everybody who may sign in or once could, with role and part of the book."""
    from duly.cli.server.installation import ready
    from duly.cli.terminal import print_rows
    from duly.report.columns import ReportColumn

    ready()
    from duly.server.platform.models import User

    rows = [_row(user) for user in User.objects.order_by("username")]
    titles = ("name", "role", "book", "signed in", "second factor")
    print_rows(f"{len(rows)} users", [ReportColumn(title, title) for title in titles], rows)


@app.command("role")
def role(
    name: Name,
    new_role: Annotated[str, typer.Argument(metavar="ROLE", parser=_role, help=", ".join(ROLES))],
    entity: Entities = None,
    portfolio: Portfolios = None,
) -> None:
    """Change role and part of the book at once; without --entity and --portfolio the whole book."""
    from duly.cli.server.installation import ready, told

    ready()
    from duly.server.platform.users import change

    with told():
        change(actor=None, user=_named(name), standing=_standing(new_role, entity, portfolio))
    typer.echo(f"{name} may now sign in as {new_role}")


@app.command("deactivate")
def deactivate(name: Name) -> None:
    """Let somebody in no more. What they did stays in the log under their name."""
    from duly.cli.server.installation import ready, told

    ready()
    from duly.server.platform import users

    with told():
        users.deactivate(actor=None, user=_named(name))
    typer.echo(f"{name} may no longer sign in")


@app.command("link")
def link(name: Name) -> None:
    """An address at which somebody chooses a new password; it works once, for three days."""
    from duly.cli.server.installation import ready

    ready()
    from duly.server.platform.users import invitation_path

    typer.echo(invitation_path(_named(name)))


def _standing(role: str, entities: list[str] | None, portfolios: list[str] | None) -> Any:
    from duly.server.platform.models.access import Role
    from duly.server.platform.users import Standing

    parts = (tuple(sorted({*(entities or ())})), tuple(sorted({*(portfolios or ())})))
    return Standing(Role(role), *parts)


def _named(name: str) -> User:
    from duly.book.findings import BadInput
    from duly.server.platform.models import User

    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        raise BadInput(f"there is no user {name!r}; see duly user list") from None


def _password(from_input: bool) -> str | None:
    """Typed twice and unseen, or one line of the input. Never an option: others could read it in
    the list of processes and in the shell's history."""
    if from_input:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        return None
    return typer.prompt("Password", hide_input=True, confirmation_prompt=True)


def _row(user: User) -> dict[str, str]:
    from allauth.mfa.models import Authenticator

    parts = [*user.entities, *user.portfolios]
    last = f"{user.last_login:%Y-%m-%d}" if user.last_login else "never"
    return {
        "name": user.username,
        "role": user.role,
        "book": ", ".join(parts) or "all",
        "signed in": last if user.is_active else "no more",
        "second factor": "yes" if Authenticator.objects.filter(user=user).exists() else "no",
    }

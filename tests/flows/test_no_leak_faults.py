"""After a day in which everything fails once, marked names and a planted token stand only where they belong."""

import base64
import contextlib
import errno
import logging
import sqlite3
import sys
import traceback
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.problems import Problem
from flows.backup import daily_backup
from flows.composition import open_desk, type_in
from flows.passes import one_pass
from tests.emulators.twilio import serving
from tests.emulators.twilio.account import TOKEN
from tests.faults.gate import COMMIT, Gate, failing, watching
from tests.faults.place import EVENING, Place, answer_all, made_place
from tests.faults.small import small_rows

pytestmark = pytest.mark.xdist_group("no leak faults")  # its practice is made once, in one process

MARK = "Zqxmark"
MARKED = ("first_name", "last_name", "goes_by", "contributions", "observations", "progress", "plan", "content", "reason",
          "goals", "presenting_issue", "emergency_contact", "street", "holder_last_name")  # fmt: skip
OWN_COLUMNS = {("row_version", "cells"), ("kept_tab", "grid"), ("batch", "claims"), ("batch_file", "content")}
"""The practice's rows as they were read, and its claims as they went out: nothing else of the ledger knows a name."""

OWN_FILES = ("practice.xlsx", "backups/*.xlsx", "documents/**/*.docx", "claims/*.837")


def marked() -> tuple[dict[str, list[dict[str, object]]], set[str]]:
    """The small practice with a mark in every name, phone and text, and the marks."""
    rows, marks = small_rows(), set()
    for of_tab in rows.values():
        for row in of_tab:
            for name in MARKED:
                if isinstance(row.get(name), str) and row[name] and "initials" not in row:
                    marks.add(mark := f"{MARK}{len(marks)}x")
                    row[name] = f"{row[name]}{mark}"
            for name in ("mobile", "emergency_phone"):
                if row.get(name):
                    digits = "".join(c for c in str(row[name]) if c.isdigit())
                    marks |= {digits, f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"}
    return rows, marks


Seen = tuple[Place, set[str], list[str], list[str]]
"""The practice after its day, its marks, what was logged, and what was raised."""


class Told(logging.Handler):
    """All that any part of the program logs, at any level, with the traceback if there is one."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.setFormatter(logging.Formatter())
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.words.append(f"{record.name} {self.format(record)} {record.args!r}")


LOUD = {"": logging.DEBUG, "urllib3": logging.DEBUG, "twilio": logging.DEBUG, "sqlalchemy.engine": logging.INFO}
"""How much each part logs: as much as it can, but for rows that the ledger reads, which it shows to whoever asks so deep."""


@contextlib.contextmanager
def everything_logged() -> Iterator[list[str]]:
    told, loggers = Told(), {logging.getLogger(name): level for name, level in LOUD.items()}
    before = {logger: logger.level for logger in loggers}
    logging.getLogger().addHandler(told)
    for logger, level in loggers.items():
        logger.setLevel(level)
    try:
        yield told.words
    finally:
        logging.getLogger().removeHandler(told)
        for logger, level in before.items():
            logger.setLevel(level)


class BreaksAt(Gate):
    """The disk fails with this number at the n-th change of this name, once."""

    def __init__(self, number: int, name: str, nth: int) -> None:
        super().__init__()
        self.number, self.name, self.nth = number, name, nth

    def step(self, name: str) -> None:
        super().step(name)
        if name == self.name and self.seen.count(name) == self.nth:
            failing(self.number)(name)

    def has_failed(self) -> bool:
        return self.seen.count(self.name) >= self.nth


def day(place: Place) -> Iterator[str]:
    """A day of passes, each with its fault; what was raised, as whoever sees it would see it."""

    def with_text(*faults: str) -> Callable[[], None]:
        return lambda: place.account.faults.extend(faults)

    workbook = place.folder / "practice.xlsx"
    whole = workbook.read_bytes()
    steps: list[tuple[int, Callable[[], object], BreaksAt | None]] = [
        (0, lambda: workbook.write_bytes(b"not a workbook any more"), None),
        (1, lambda: workbook.write_bytes(whole), BreaksAt(errno.ENOSPC, COMMIT, 2)),
        (2, with_text("accept, 500", "21610", "500", "accept, garbage"), BreaksAt(errno.EIO, "fsync", 1)),
        (3, lambda: place.account.text_in("+15185550111", "please stop texting me"), None),
        (4, with_text("accept, 500", "500"), None),
        (5, lambda: answer_all(place), BreaksAt(errno.ENOSPC, COMMIT, 5)),
        (6, lambda: None, None),
        (9, lambda: place.account.list_faults.extend(["500", "20429"]), None),
        (25, lambda: type_in(workbook, "Attendance", "G-01/05/C-001", {"Mark": "No-show"}), None),
        (40, lambda: type_in(workbook, "Clients", "C-002", {"Date of birth": f"31/31/31 {MARK}0x"}), None),
    ]
    for minutes, happens, breaks in steps:
        happens()
        place.hour.at = EVENING + timedelta(minutes=minutes)
        try:
            with watching(breaks or Gate()):
                this = one_pass(open_desk(place.folder, place.hour.at))
            daily_backup(this)
        except Problem:
            yield traceback.format_exc()
            yield repr(sys.exc_info()[1])
        assert breaks is None or breaks.has_failed()


def columns(ledger: Path) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Every column of every table, with all that stands in it."""
    with contextlib.closing(sqlite3.connect(ledger)) as db:
        for (table,) in db.execute("select name from sqlite_master where type = 'table'").fetchall():
            for column in [row[1] for row in db.execute(f'pragma table_info("{table}")')]:
                found = db.execute(f'select "{column}" from "{table}"').fetchall()
                yield (table, column), b"\n".join(c if isinstance(c, bytes) else str(c).encode() for (c,) in found)


def unpacked(file: Path) -> bytes:
    """A file's bytes, and those of its parts where it is packed."""
    content = file.read_bytes()
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as package:
            content += b"".join(package.read(name) for name in package.namelist())
    return content


def held_in(content: bytes, marks: set[str]) -> set[str]:
    """The marks that stand there, in capitals or small letters, plain or in base64."""
    small = content.lower()
    return {m for m in marks if m.lower().encode() in small or base64.b64encode(m.encode())[:-4] in content}


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The practice after its day, its marks, what was logged, and what was raised."""
    rows, marks = marked()
    place = made_place(tmp_path_factory.mktemp("day") / "small", rows)
    settings = place.folder / "circlebook.toml"
    with pytest.MonkeyPatch.context() as patch, serving(place.account) as address, everything_logged() as logged:
        patch.setenv("CIRCLEBOOK_TWILIO_TOKEN", TOKEN)
        settings.write_text(settings.read_text().replace("live = true\n", f'live = true\naddress = "{address}"\n'))
        raised = list(day(place))
    return place, marks, logged, raised


def test_the_day_did_what_it_should(after: Seen) -> None:
    """A search that can find nothing proves nothing: the marks stand where they belong, and everything failed once."""
    place, marks, logged, raised = after
    assert len(marks) > 60
    assert len(raised) >= 4, [words[-90:] for words in raised]
    assert len(logged) > 50
    assert len(place.account.sent) >= 4
    for pattern in OWN_FILES:
        assert any(held_in(unpacked(file), marks) for file in place.folder.glob(pattern)), f"{pattern} holds no mark"
    assert {c for c, content in columns(place.folder / "ledger.sqlite3") if held_in(content, marks)} >= {
        ("row_version", "cells"), ("batch", "claims"), ("batch_file", "content"),
    }  # fmt: skip


def test_no_log_and_no_exception_tells_of_anybody(after: Seen) -> None:
    _, marks, logged, raised = after
    ours = [words for words in logged if not words.startswith("tests.")]
    for words in [*ours, *raised]:
        assert not held_in(words.encode(), marks), words[:300]
        assert TOKEN not in words


def test_no_table_of_the_ledger_knows_a_name_but_in_its_rows_and_claims(
    after: Seen,
) -> None:
    place, marks, _, _ = after
    seen = dict(columns(place.folder / "ledger.sqlite3"))
    assert len(seen) > 50
    for column, content in seen.items():
        assert column in OWN_COLUMNS or not held_in(content, marks), f"{held_in(content, marks)} in {column}"
        assert TOKEN.encode() not in content, column


def test_no_file_is_named_after_anybody_or_holds_what_is_not_its_own(
    after: Seen,
) -> None:
    place, marks, _, _ = after
    own = {file for pattern in OWN_FILES for file in place.folder.glob(pattern)} | {place.folder / "ledger.sqlite3"}
    files = [file for file in place.folder.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} >= {".age", ".toml", ".docx", ".837", ".sqlite3", ".xlsx"}
    for file in files:
        assert not held_in(str(file.relative_to(place.folder)).encode(), marks), file
        content = unpacked(file)
        assert TOKEN.encode() not in content, f"the token stands in {file.name}"
        assert file in own or not held_in(content, marks), f"{held_in(content, marks)} in {file}"


def test_the_subject_of_a_mail_names_nobody(after: Seen) -> None:
    place, marks, _, _ = after
    for mail in place.folder.glob("outbox/mail/*.eml"):
        head = mail.read_bytes().partition(b"\n\n")[0]
        assert not held_in(head, marks)

"""The calls to Google of a round over many practices, beside the loop that a gspread tutorial teaches.

The emulator counts; a second says nothing here, since the network is this machine's own.
"""

import gc
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import gspread
from google.oauth2.credentials import Credentials

from connectors.google import DriveGate, GoogleWorkbook, Memory
from connectors.google.account import Account
from connectors.google.emulator import Emulator, Hands, World
from connectors.google.patience import Bucket
from sheets_schema.layout import layouts
from tests.bench.practice import big_practice
from tests.connectors.excel.building import TABS
from tests.connectors.google.place import google, shared

MANY = (1, 10, 1000)
STATUS = [("Clients|C-001", "OK")]
NAIVE_TABS = 3


class Day:
    at = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def measure(many: int) -> dict[str, int]:
    """Calls of an idle round, of a round in which one sheet changed, and of a naive idle loop over as many sheets."""
    day = Day()
    with Emulator(World(day.now)) as emulator:
        world = emulator.world
        account = Account(Credentials(token="service-token"), emulator.url, bucket=Bucket({}))  # type: ignore[no-untyped-call]
        ids = [shared(world, f"Practice {n}") for n in range(many)]
        GoogleWorkbook(account, ids[0], TABS).lay_out(TABS)
        first = world.books[ids[0]]
        for other in ids[1:]:
            world.books[other].sheets = [sheet.copy() for sheet in first.sheets]
        memories, gate = [Memory() for _ in ids], DriveGate(account, day.now)

        def round_of(changed: int | None = None) -> Counter[str]:
            before = world.calls.copy()
            for n, (file_id, memory) in enumerate(zip(ids, memories, strict=True)):
                book = GoogleWorkbook(account, file_id, TABS, memory, gate)
                book.show(book.token(), {"Status": [("Clients|C-001", "Ask")] if n == changed else STATUS})
            day.at += timedelta(minutes=1)
            return world.calls - before

        for _ in range(2):  # the first write of each makes itself known in the second
            round_of()
        idle = round_of().total()
        Hands(world, ids[-1]).type("Clients", "C-001", {"First name": "Ann"})
        one = round_of(changed=many - 1).total()
        return {"idle": idle, "one": one, "naive": _naive(emulator, ids[:10]) * many // min(many, 10)}


def _naive(emulator: Emulator, ids: list[str]) -> int:
    """open_by_key, worksheet, get_all_records: what the calls of each sheet come to, measured on some of them."""

    class Local(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args, **more):
            return super().request(method, emulator.url + endpoint.partition(".com")[2], *args, **more)

    client = gspread.authorize(Credentials(token="service-token"), http_client=Local)  # type: ignore[no-untyped-call]
    before = emulator.world.calls.total()
    for file_id in ids:
        book = client.open_by_key(file_id)
        for title in [tab.title for tab in TABS][:NAIVE_TABS]:
            book.worksheet(title).get_all_records()
    return emulator.world.calls.total() - before


def big_tab() -> Iterator[str]:
    """What a practice with 20,160 visits costs to read: everything, beside the values alone."""
    tabs = tuple(layouts(big_practice()))
    with google() as place:
        book = place.workbook(tabs)
        book.lay_out(tabs)
        found = {}
        for way in ("everything", "values alone"):  # a read of everything comes first
            sent, begun = place.world.bytes_sent, time.thread_time()
            gc.disable()  # as in a pass
            book.snapshot([]) if way == "everything" else book.token()
            gc.enable()
            found[way] = (time.thread_time() - begun, (place.world.bytes_sent - sent) / 1e6)
    for way, (seconds, megabytes) in found.items():
        yield f"{f'20,160 visits in Google read, {way}':<46} {seconds:8.2f} s   {megabytes:6.1f} MB packed"


def report() -> None:
    for told in big_tab():
        print(told, flush=True)
    for many in MANY:
        found = measure(many)
        print(
            f"{f'calls to Google, idle round, {many} practices':<46} {found['idle']:8}     "
            f"{'gspread, open_by_key and 3 tabs':<34} {found['naive']:8}     goal 1", flush=True,
        )  # fmt: skip
        print(
            f"{'  the same, one sheet changed, with the write':<46} {found['one']:8}     {'':<34} {'':>8}     goal <= 3"
        )


if __name__ == "__main__":
    report()

"""What the emulator refuses, and how it behaves where no recording shows it."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest

from connectors.google.emulator import Emulator, Hands, formulas
from connectors.google.emulator.fields import chosen, mask_of
from connectors.google.emulator.quota import Quota
from connectors.google.emulator.world import OWNER, SHEET


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


@pytest.fixture
def book(emulator: Emulator) -> str:
    emulator.world.faults.clear()
    return emulator.world.add_file("Book", SHEET, OWNER).id


def ask(emulator: Emulator, method: str, path: str, body: Any = None, token: str = "owner-token") -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(emulator.url + path, data, {"authorization": f"Bearer {token}"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read() or b"null")


ADD = {"addSheet": {"properties": {"title": "More"}}}


@pytest.mark.parametrize(
    ("requests", "wanted"),
    [
        ([{"addSheet": {"propertees": {}}}], 'Unknown name "propertees"'),
        ([{"addSheet": {"properties": {"gridProperties": {"frozenRows": 1}}}}], 'Unknown name "frozenRows"'),
        ([{"mergeCells": {"range": {"sheetId": 0}, "mergeType": "ALL"}}], "enum"),
        ([{"addSheet": {}, "deleteSheet": {"sheetId": 0}}], "exactly one kind"),
        ([{}], "exactly one kind"),
        ([{"deleteSheet": {"sheetId": "first"}}], "TYPE_INTEGER"),
        ([{"updateSheetProperties": {"properties": {"sheetId": 7}, "fields": "title"}}], "No grid with id: 7"),
        (
            [{"updateSheetProperties": {"properties": {"hidden": True}, "fields": "hidden"}}],
            "can't hide all the sheets",
        ),
        ([ADD, ADD], "already exists"),
    ],
)
def test_a_batch_that_google_would_not_take_changes_nothing(
    emulator: Emulator, book: str, requests: list[Any], wanted: str
) -> None:
    status, said = ask(emulator, "POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": requests})
    assert status == 400
    assert wanted in said["error"]["message"]
    assert [sheet.title for sheet in emulator.world.books[book].sheets] == ["Sheet1"]


@pytest.mark.parametrize(
    ("method", "path", "token", "wanted"),
    [
        ("GET", "/v4/spreadsheets/{}?fieldz=x", "owner-token", 400),
        ("GET", "/v4/spreadsheets/{}", "unknown", 401),
        ("GET", "/v4/spreadsheets/{}", "stranger-token", 403),
        ("GET", "/v4/spreadsheets/none", "owner-token", 404),
        ("GET", "/drive/v3/files/{}", "stranger-token", 404),
        ("GET", "/v9/nothing", "owner-token", 404),
        ("GET", "/v4/spreadsheets/{}/values/Nowhere!A1", "owner-token", 400),
        ("GET", "/v4/spreadsheets/{}/values/A2000", "owner-token", 400),
        ("GET", "/v4/spreadsheets/{}/values/Sheet1?majorDimension=BOTH", "owner-token", 400),
        ("POST", "/v4/spreadsheets/{}/developerMetadata:search", "owner-token", 501),
    ],
)  # fmt: skip
def test_errors_have_googles_codes(
    emulator: Emulator, book: str, method: str, path: str, token: str, wanted: int
) -> None:
    assert ask(emulator, method, path.format(book), {} if method == "POST" else None, token)[0] == wanted


def test_a_service_account_owns_no_files(emulator: Emulator) -> None:
    status, said = ask(emulator, "POST", "/drive/v3/files", {"name": "x", "mimeType": SHEET}, "service-token")
    assert (status, said["error"]["errors"][0]["reason"]) == (403, "storageQuotaExceeded")


def test_a_minute_has_sixty_reads_for_one_account(emulator: Emulator, book: str) -> None:
    emulator.world.quota = Quota()
    try:
        codes = [ask(emulator, "GET", f"/v4/spreadsheets/{book}?fields=spreadsheetId")[0] for _ in range(61)]
        other = ask(emulator, "POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": []})[0]
    finally:
        emulator.world.quota = None
    assert (set(codes[:60]), codes[60], other) == ({200}, 429, 200)


def test_a_fault_after_the_call_leaves_the_call_done(emulator: Emulator, book: str) -> None:
    emulator.world.faults.add("500 after", "sheets.spreadsheets.batchUpdate")
    assert ask(emulator, "POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": [ADD]})[0] == 500
    assert len(emulator.world.books[book].sheets) == 2


@pytest.mark.parametrize(
    ("formula", "rows", "at", "by", "wanted"),
    [
        ("=SUM(A2:A9)", True, 1, 1, "=SUM(A3:A10)"),
        ("=SUM(A2:A9)", True, 4, 2, "=SUM(A2:A11)"),
        ("=ROW(A1:A)", True, 1, 1, "=ROW(A1:A)"),
        ("=ROW(A1:A)", True, 0, 1, "=ROW(A2:A)"),
        ("=A1&B1", False, 1, 1, "=A1&C1"),
        ("=A1", True, 0, -1, "=#REF!"),
        ("=IF(A1,FALSE)", False, 0, 1, "=IF(B1,FALSE)"),
        ('=A2&"A2"', True, 0, 1, '=A3&"A2"'),
        ("=VLOOKUP(A2,Status!A:Z,2)", True, 0, 1, "=VLOOKUP(A3,Status!A:Z,2)"),
    ],
)
def test_references_move_with_rows_and_columns(formula: str, *, rows: bool, at: int, by: int, wanted: str) -> None:
    assert formulas.moved(formula, rows=rows, at=at, by=by) == wanted


def test_a_person_types_days_times_text_and_numbers(emulator: Emulator, book: str) -> None:
    hands = Hands(emulator.world, book)
    for column, value in enumerate(["0042", "3/12/2026", "6:05 PM", "TRUE", "$12.50", date(2026, 3, 12), time(12, 0)]):
        hands.put("Sheet1", 1, column, value)
    row = hands.seen("Sheet1")[0]
    assert row[:2] == [42, 46093]
    assert row[2] == pytest.approx(18 / 24 + 5 / 1440)
    assert row[3:] == [True, 12.5, 46093, 0.5]


def test_rows_are_inserted_sorted_copied_and_deleted_as_people_do_it(emulator: Emulator, book: str) -> None:
    hands = Hands(emulator.world, book)
    for number, words in enumerate(["ID", "b", "c", "a"], start=1):
        hands.put("Sheet1", number, 0, words)
    hands.sort("Sheet1", "ID")
    hands.copy_row("Sheet1", 2, 4)
    hands.insert_row("Sheet1", 2, {0: "new"})
    hands.delete_row("Sheet1", 3)
    assert [row[0] for row in hands.seen("Sheet1")] == ["ID", "new", "b", "a", "c"]


def test_changes_are_listed_once_a_file_and_only_to_who_may_see_it(emulator: Emulator) -> None:
    start = ask(emulator, "GET", "/drive/v3/changes/startPageToken")[1]["startPageToken"]
    hands = Hands(emulator.world, emulator.world.add_file("Changed", SHEET, OWNER).id)
    hands.put("Sheet1", 1, 0, "x")
    hands.put("Sheet1", 1, 0, "y")
    said = ask(emulator, "GET", f"/drive/v3/changes?pageToken={start}")[1]
    assert [change["file"]["name"] for change in said["changes"]] == ["Changed"]
    assert not ask(emulator, "GET", f"/drive/v3/changes?pageToken={start}", token="stranger-token")[1]["changes"]
    assert not ask(emulator, "GET", f"/drive/v3/changes?pageToken={said['newStartPageToken']}")[1]["changes"]


def test_masks_choose_parts() -> None:
    whole = {"a": {"b": 1, "c": 2}, "d": [{"e": 1, "f": 2}], "g": 3}
    assert chosen(whole, mask_of("a.b,d(e),x/y")) == {"a": {"b": 1}, "d": [{"e": 1}]}
    assert chosen(whole, mask_of("*")) == whole

"""Many rows gone at once, and an ID that became another person: both wait for a person."""

from datetime import UTC, datetime

import pytest

from domain.history import Happened, History
from domain.lists import YesNo
from domain.rows_gone import decide_rows_gone, is_agreed, withdrawn
from sheets_schema.grid import Grid
from sheets_schema.guard import Before, guarded, unsure, watched
from sheets_schema.reading import read_practice
from tests.sheets_schema.sheet import CLIENT, NOW, filled, workbook


def clients(n):
    return [CLIENT | {"client_id": f"C-{i:03d}", "last_name": f"Sample{i}"} for i in range(1, n + 1)]


def read(rows, **more):
    return read_practice("riverbend", workbook(Clients=rows, **more), NOW)


BEFORE = read(clients(20))


def after(rows, agreed=lambda _: False, **more):
    reading = read(rows, **more)
    titles = watched(reading, {title: tab.raw.keys() for title, tab in BEFORE.tabs.items()})
    return guarded(reading, Before({t: BEFORE.rows_json[t] for t in {*titles, "Clients"}}), agreed)


@pytest.mark.parametrize(
    ("left", "waits"),
    [(20, False), (19, False), (16, False), (15, True), (1, True), (0, True)],
)
def test_a_tab_waits_once_more_than_a_fifth_of_its_rows_is_gone(left, waits):
    reading = after(clients(left))
    assert reading.tabs["Clients"].stopped == waits
    assert (not reading.practice.clients) == (waits or not left)
    if waits:
        assert [f.code for f in reading.findings if f.tab == "Clients"] == ["ROWS_GONE"]
        assert reading.rows_json["Clients"].keys() == BEFORE.rows_json["Clients"].keys()
        assert {"C-020", "C-001"} <= {row_id for tab, row_id in reading.practice.in_question if tab == "Clients"}


def test_few_rows_may_go_from_a_short_tab():
    before = read(clients(4))
    reading = read(clients(2))
    assert guarded(reading, Before({"Clients": before.rows_json["Clients"]}), lambda _: False) is reading


@pytest.mark.parametrize(
    ("answered", "waits"),
    [
        (range(1, 21), False),
        (range(1, 19), True),
        (range(20), True),
        ((), False),
    ],
    ids=["deleted by hand", "both answers went along", "one answer went along", "no answers stand anywhere"],
)
def test_few_rows_that_went_with_their_answers_wait_too(answered, waits):
    then = Before({"Clients": BEFORE.rows_json["Clients"]}, {}, {f"Clients|C-{i:03d}" for i in answered})
    assert guarded(read(clients(18)), then, lambda _: False).tabs["Clients"].stopped == waits
    assert not guarded(read(clients(18)), then, lambda _: True).tabs["Clients"].stopped


def test_the_order_of_rows_is_no_loss():
    assert not after(list(reversed(clients(20)))).tabs["Clients"].stopped


def test_a_person_is_asked_once_and_a_yes_lets_them_go():
    practice = after(clients(3)).practice
    (ask,) = decide_rows_gone(practice, History({}, ()), NOW).effects
    assert ask.question == "17 of 20 rows are gone from Clients. Is that right?"
    at = datetime(2026, 2, 6, tzinfo=UTC)
    done = Happened(
        key=ask.key, kind="decision", state="done", digest="", begun=at, finished=at, detail={"decision_id": "D-0001"}
    )  # fmt: skip
    history = History({ask.key: done}, ())
    row = {"decision_id": "D-0001", "kind": "other", "about": "Clients", "question": ask.question}
    asked = after(clients(3), Decisions=[row]).practice
    assert not decide_rows_gone(asked, history, NOW).effects
    assert not withdrawn(asked, history)
    assert not is_agreed(asked.rows_gone[0], asked, history)
    answered = after(clients(3), Decisions=[row | {"answer": "Yes", "answered_by": "JR"}]).practice
    assert answered.decisions[0].answer is YesNo.YES
    assert is_agreed(answered.rows_gone[0], answered, history)
    agreed = after(clients(3), lambda gone: gone.key == ask.key).practice
    assert len(agreed.clients) == 3
    assert withdrawn(agreed, history) == {
        "D-0001": "These rows are back, or their going was agreed to. Nothing waits for this any more."
    }


OTHER = {"last_name": "Nobody", "born": "5/6/1977"}


@pytest.mark.parametrize(
    ("change", "held"),
    [
        (OTHER, True),
        ({"last_name": "Nobody"}, False),
        ({"born": "5/6/1977"}, False),
        ({"last_name": "SAMPLE1", "born": "5/6/1977"}, False),
        ({"last_name": "Nobody", "born": "Apr 12, 1990"}, False),
        (OTHER | {"client_id": "C-021"}, False),
    ],
)
def test_an_id_that_became_another_person_waits(change, held):
    rows = clients(20)
    rows[0] = rows[0] | change
    reading = after(rows)
    asked = [(f.cell, f.code) for f in reading.findings if f.code == "ID_OTHER_PERSON"]
    assert asked == ([("C2", "ID_OTHER_PERSON")] if held else [])
    assert (("Clients", "C-001") in reading.practice.in_question) == held
    if held:
        assert reading.rows_json["Clients"]["C-001"] == BEFORE.rows_json["Clients"]["C-001"]


def test_two_rows_of_one_person_are_named_and_both_count():
    rows = [
        CLIENT,
        CLIENT | {"client_id": "C-002", "first_name": "ANA "},
        CLIENT | {"client_id": "C-003", "born": "1/1/1991"},
    ]
    reading = read(rows)
    assert [(f.cell, f.code, f.outcome) for f in reading.findings] == [("C3", "PERSON_TWICE", "note")]
    assert len(reading.practice.clients) == 3


def test_a_tab_that_cannot_be_read_is_not_asked_about_twice():
    reading = after(Grid("Clients", [["nothing"]]))
    assert {f.code for f in reading.findings if f.tab == "Clients"} == {"HEADING_MISSING"}
    assert not reading.practice.rows_gone
    assert filled("Clients").rows


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({"last_name": "Sampel1", "born": "4/12/1991"}, False),  # two slips corrected at once
        ({"first_name": "Bob", "born": "1/1/1970"}, True),  # a sibling typed over the client
    ],
)
def test_a_corrected_name_is_the_same_person_and_a_sibling_is_not(change, held):
    rows = clients(20)
    rows[0] = rows[0] | change
    assert any(f.code == "ID_OTHER_PERSON" for f in after(rows).findings) == held


def test_a_tab_whose_rows_were_all_changed_for_others_waits():
    others = [row | {"client_id": f"C-{n}"} for n, row in enumerate(clients(20), start=500)]
    assert after(others).tabs["Clients"].stopped


def test_a_tab_of_two_rows_that_is_empty_waits():
    before = read(clients(2))
    assert guarded(read([]), Before({"Clients": before.rows_json["Clients"]}), lambda _: False).tabs["Clients"].stopped


def test_rows_that_name_the_rows_gone_wait_without_a_question_of_their_own():
    reading = after(clients(20)[5:12])
    assert [f.code for f in reading.findings if f.outcome in ("ask", "stop")] == ["ROWS_GONE"]
    assert not reading.practice.visits


def test_a_person_whose_name_and_birth_date_were_both_corrected_is_taken_one_cell_at_a_time():
    rows = clients(20)
    both = rows[0] | OTHER
    assert any(f.code == "ID_OTHER_PERSON" for f in after([both, *rows[1:]]).findings)
    name = rows[0] | {"last_name": OTHER["last_name"]}
    one = after([name, *rows[1:]])
    assert not one.findings
    then = guarded(read([both, *rows[1:]]), Before({"Clients": one.rows_json["Clients"]}), lambda _: False)
    assert not then.findings


def sorted_alone(field, rows, n):
    """The first ``n`` rows with this column turned round, all else as it was."""
    found = [row[field] for row in rows[:n]][::-1]
    return [*(row | {field: cell} for row, cell in zip(rows, found, strict=False)), *rows[n:]]


@pytest.mark.parametrize(
    ("field", "n", "held"),
    [
        ("last_name", 20, 20),
        ("last_name", 4, 4),
        ("last_name", 2, 2),
        ("mobile", 4, 4),
        ("mobile", 2, 2),
        ("born", 3, 0),
        ("mobile", 1, 0),
    ],
)
def test_a_column_sorted_without_its_rows_holds_those_who_got_anothers(field, n, held):
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(20))]
    before = read(rows).rows_json
    reading = guarded(read(sorted_alone(field, rows, n)), Before({"Clients": before["Clients"]}), lambda _: False)
    assert [f.code for f in reading.findings if f.code == "COLUMN_SORTED"] == ["COLUMN_SORTED"] * held
    assert len(reading.practice.clients) == 20 - held
    undone = guarded(read(rows), Before({"Clients": reading.rows_json["Clients"]}), lambda _: False)
    assert len(undone.practice.clients) == 20, "undone, all goes on"


def test_two_numbers_that_were_swapped_are_put_right_one_row_at_a_time():
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(20))]
    one, both = rows[0] | {"mobile": rows[1]["mobile"]}, rows[1] | {"mobile": rows[0]["mobile"]}
    before = read(rows).rows_json
    first = guarded(read([one, *rows[1:]]), Before({"Clients": before["Clients"]}), lambda _: False)
    then = guarded(read([one, both, *rows[2:]]), Before({"Clients": first.rows_json["Clients"]}), lambda _: False)
    assert not [f for f in (*first.findings, *then.findings) if f.code == "COLUMN_SORTED"]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_what_a_sort_left_waits_though_the_other_rows_are_taken_away(n):
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(20))]
    now = sorted_alone("mobile", rows, n)
    then = guarded(read(now), Before({"Clients": read(rows).rows_json["Clients"]}), lambda _: False)
    for gone in range(1, n):
        then = guarded(read(now[gone:]), Before({"Clients": then.rows_json["Clients"]}), lambda _: False)
        waits = {i for i in range(gone, n) if now[i]["mobile"] != rows[i]["mobile"]}
        assert {f.row_id for f in then.findings if f.code == "COLUMN_SORTED"} == {rows[i]["client_id"] for i in waits}
        again = guarded(read(now[gone:]), Before({"Clients": then.rows_json["Clients"]}), lambda _: False)
        assert again.rows_json["Clients"] == then.rows_json["Clients"], "nothing new is kept of rows that wait"
    own = [*now[gone : n - 1], now[n - 1] | {"mobile": "703-555-0199"}, *rows[n:]]
    then = guarded(read(own), Before({"Clients": then.rows_json["Clients"]}), lambda _: False)
    assert len(then.practice.clients) == 20 - gone, "a number of one's own is believed"


def test_a_column_that_is_sorted_again_while_it_waits_waits_on_for_whoever_has_anothers():
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(6))]
    numbers = [row["mobile"] for row in rows]
    then, known = None, read(rows).rows_json["Clients"]
    for order in ((0, 1, 2, 3, 5, 4), (0, 1, 2, 5, 4, 3), (1, 0, 2, 5, 4, 3)):
        now = [row | {"mobile": numbers[n]} for row, n in zip(rows, order, strict=True)]
        then = guarded(read(now), Before({"Clients": known}), lambda _: False)
        known = then.rows_json["Clients"]
        wrong = {row["client_id"] for row, n, own in zip(rows, order, range(6), strict=True) if n != own}
        assert wrong.isdisjoint(then.practice.client)
    undone = guarded(read(rows), Before({"Clients": known}), lambda _: False)
    assert len(undone.practice.clients) == 6


def test_a_sort_through_a_row_that_stands_twice_is_noticed():
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(6))]
    rows.append(rows[3])
    before = guarded(read(rows), Before(), lambda _: False)
    found = sorted(row["mobile"] for row in rows)
    now = [row | {"mobile": cell} for row, cell in zip(rows, found, strict=True)]
    then = guarded(read(now), Before({"Clients": before.rows_json["Clients"]}), lambda _: False)
    assert {f.row_id for f in then.findings if f.code == "COLUMN_SORTED"} == {
        rows[4]["client_id"],
        rows[5]["client_id"],
    }
    assert len(then.practice.clients) == 3


def test_a_row_of_a_sorted_column_that_is_taken_away_and_put_back_still_waits():
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(20))]
    now = sorted_alone("mobile", rows, 4)
    first = guarded(read(now), Before({"Clients": read(rows).rows_json["Clients"]}), lambda _: False)
    without = guarded(read(now[1:]), Before({"Clients": first.rows_json["Clients"]}), lambda _: False)
    former = {i: [cells] for i, cells in first.rows_json["Clients"].items() if i not in without.rows_json["Clients"]}
    again = guarded(read(now), Before({"Clients": without.rows_json["Clients"]}, former), lambda _: False)
    assert (len(former), len(without.practice.clients), len(again.practice.clients)) == (1, 16, 16)
    undone = guarded(read(rows), Before({"Clients": again.rows_json["Clients"]}), lambda _: False)
    assert len(undone.practice.clients) == 20


def test_a_number_typed_over_a_clients_and_sorted_into_another_row_is_nobodys_new_number():
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(20))]
    over = rows[0] | OTHER | {"mobile": "703-555-0199"}
    typed = guarded(read([over, *rows[1:]]), Before({"Clients": read(rows).rows_json["Clients"]}), lambda _: False)
    now = [over | {"mobile": rows[1]["mobile"]}, rows[1] | {"mobile": over["mobile"]}, *rows[2:]]
    before = typed.rows_json
    for _ in range(2):
        sorted_ = guarded(read(now), Before({"Clients": before["Clients"]}), lambda _: False)
        assert len(sorted_.practice.clients) == 18
        before = sorted_.rows_json
    assert len(guarded(read(rows), Before({"Clients": before["Clients"]}), lambda _: False).practice.clients) == 20


def test_an_id_whose_row_went_is_not_given_to_the_next_person():
    rows = clients(20)
    last = read(rows).rows_json["Clients"]
    former = {last_id: [last[last_id]] for last_id in ("C-001",)}
    standing = {i: cells for i, cells in last.items() if i not in former}
    back = guarded(read(rows), Before({"Clients": standing}, former), lambda _: False)
    other = guarded(read([rows[0] | OTHER, *rows[1:]]), Before({"Clients": standing}, former), lambda _: False)
    assert ([f.code for f in back.findings], [f.code for f in other.findings]) == ([], ["ID_OTHER_PERSON"])


@pytest.mark.parametrize(
    ("case", "between"),
    [
        ("taken away, then the name alone", [{"last_name": "Nobody", "born": None}]),
        ("one cell after the other", [{"born": None}, {"last_name": None, "born": None}, {"last_name": "Nobody", "born": None}]),
        ("a day that nobody can read", [{"last_name": "Nobody", "born": "5/?/77"}]),
    ],
)  # fmt: skip
def test_an_id_is_not_given_to_the_next_person_though_the_row_was_typed_cell_by_cell(case, between):
    rows = clients(20)
    versions = [read([rows[0] | cells, *rows[1:]]).rows_json["Clients"] for cells in ({}, *between)][::-1]
    last, before = versions[0], [v["C-001"] for v in versions]
    now = read([rows[0] | OTHER, *rows[1:]])
    assert unsure(now, last) == ["C-001"]
    for standing in (last, {i: cells for i, cells in last.items() if i != "C-001"}):
        reading = guarded(now, Before({"Clients": standing}, {"C-001": before}), lambda _: False)
        assert [f.code for f in reading.findings] == ["ID_OTHER_PERSON"], case
        assert reading.rows_json["Clients"]["C-001"] == before[-1]
    back = guarded(read(rows), Before({"Clients": last}, {"C-001": before}), lambda _: False)
    assert len(back.practice.clients) == 20


def test_a_new_row_that_is_typed_cell_by_cell_is_a_new_person():
    rows = [*clients(20), CLIENT | {"client_id": "C-021"} | OTHER]
    names = read([*rows[:20], rows[20] | {"born": None}]).rows_json["Clients"]
    assert unsure(read(rows), names) == ["C-021"]
    reading = guarded(read(rows), Before({"Clients": names}, {"C-021": [names["C-021"]]}), lambda _: False)
    assert "C-021" in reading.practice.client


def test_a_sort_that_ran_through_a_doubled_row_is_held_at_each_reading_until_it_is_undone():
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(20))]
    before = read(rows).rows_json
    turned = [row | {"mobile": f"703-555-01{n:02d}"} for row, n in zip(rows[:4], (3, 2, 0, 0), strict=True)]
    now = [*turned, *rows[4:], rows[0] | {"mobile": rows[1]["mobile"]}]
    for _ in range(3):
        reading = guarded(read(now), Before({"Clients": before["Clients"]}), lambda _: False)
        assert len(reading.practice.clients) == 16
        before = reading.rows_json
    assert len(guarded(read(rows), Before({"Clients": before["Clients"]}), lambda _: False).practice.clients) == 20


@pytest.mark.parametrize(
    ("cells", "held"),
    [
        (("703-555-0101", "703-555-0100", "703-555-0199"), 3),
        (("703-555-0101", "703-555-0197", "703-555-0199"), 0),
        (("703-555-0196", "703-555-0197", "703-555-0199"), 0),
    ],
    ids=["two of three got each other's", "one got another's", "three new numbers"],
)
def test_a_sort_that_ran_through_a_doubled_row_is_seen_by_the_cells_that_are_known(cells, held):
    rows = [c | {"mobile": f"703-555-01{i:02d}"} for i, c in enumerate(clients(20))]
    before = read(rows).rows_json
    now = [*(row | {"mobile": cell} for row, cell in zip(rows, cells, strict=False)), *rows[3:]]
    reading = guarded(read(now), Before({"Clients": before["Clients"]}), lambda _: False)
    assert [f.code for f in reading.findings if f.code == "COLUMN_SORTED"] == ["COLUMN_SORTED"] * held
    assert len(reading.practice.clients) == 20 - held

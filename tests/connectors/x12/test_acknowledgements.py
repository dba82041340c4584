from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.x12.acknowledgements import read_answers
from connectors.x12.render import render_837p
from connectors.x12.segmented import AnswerUnreadable
from domain.acknowledgements import Ack
from domain.whose_answer import Marks
from tests.connectors.x12.answer_files import ISA, ack999, envelope, of_claim, top
from tests.connectors.x12.people import AT, PRACTICE, jane, sam

ACCEPTED = envelope(*top(), *of_claim("G1", "A2:20:PR*20260306*WQ*150", number="26058001234"))
TWO = envelope(
    *top(),
    *of_claim("G1", "A2:20:PR*20260306*WQ*150", number="26058001234"),
    *of_claim("G2", "A7:562:82*20260306*U*165", level=5),
)
READ = [
    Ack("277", "accepted", claim_id="G1", codes=("A2:20:PR",), payer_number="26058001234", at="2026-03-06"),
    Ack("277", "rejected", claim_id="G2", codes=("A7:562:82",), at="2026-03-06"),
]


def read(text: str) -> list[Ack]:
    return read_answers(text.encode())


def test_a_277ca_says_of_each_claim_what_became_of_it():
    assert read(TWO) == READ


ONE = TWO.replace("\n", "")
SHAPES = {
    "one line": TWO.replace("\n", ""),
    "lines of Windows": TWO.replace("\n", "\r\n"),
    "lines without tilde": TWO.replace("~", ""),
    "blanks before segments": TWO.replace("\n", "\n   "),
    "other separators": TWO.replace("*", "|").replace(":~", ">~", 1).replace(":", ">"),
    "another terminator": TWO.replace("~\n", "'"),
    "a mark of byte order": "\ufeff" + TWO,
    "blank lines before": "\n\n" + TWO,
    "words before": "Content-Type: text\n\n" + TWO,
    "no envelope": TWO[TWO.index("ST*") : TWO.index("GE*")],
    "TA1 before GS": TWO.replace("GS*HN", "TA1*000000101*260305*0915*A*000~\nGS*HN"),
    "no levels": "".join(f"{x}~\n" for x in TWO[:-2].split("~\n") if not x.startswith("HL*")),
    "short ISA": TWO.replace("CLEARHOUSE1    *ZZ", "CLEARHOUSE1*ZZ", 1),
    "lines of 80 signs": "\r\n".join(ONE[i : i + 80] for i in range(0, len(ONE), 80)),
    "small letters": TWO.lower(),
    "no SE": TWO.replace(TWO[TWO.index("SE*") : TWO.index("GE*")], ""),
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_an_answer_is_read_however_it_is_written(text):
    assert read(text) == READ


def test_an_answer_that_an_editor_saved_as_utf_16_is_read():
    assert read_answers(TWO.encode("utf-16")) == READ


@pytest.mark.parametrize(
    ("statuses", "state", "codes"),
    [
        (("A1:19:PR*20260306*WQ*150",), "sent", ("A1:19:PR",)),
        (("A2:20*20260306*WQ*150",), "accepted", ("A2:20",)),
        (("A3:78*20260306*U*150",), "rejected", ("A3:78",)),
        (("A8:496:85*20260306*U*150******A7:562:82*A6:145",), "rejected", ("A8:496:85", "A7:562:82", "A6:145")),
        (("A1:19*20260305*WQ*150", "A2:20*20260306*WQ*150"), "accepted", ("A1:19", "A2:20")),
        (("A2:20*20260306*U*150",), "rejected", ("A2:20",)),
        (("A0:16*20260306*WQ*150",), "sent", ("A0:16",)),
        (("A7*20260306",), "rejected", ("A7",)),
        (("",), "sent", ()),
    ],
)
def test_the_categories_say_what_a_status_means(statuses, state, codes):
    (found,) = read(envelope(*top(), *of_claim("G1", *statuses)))
    assert (found.state, found.codes) == (state, codes)


def test_a_line_that_is_not_right_rejects_its_claim():
    lines = ("SVC*HC:90853*150", "STC*A7:453*20260306*U", "REF*FJ*G1-1")
    (found,) = read(envelope(*top(), *of_claim("G1", lines=lines)))
    assert (found.state, found.codes) == ("rejected", ("A7:453",))


def test_two_claims_of_one_patient_are_two_answers():
    second = ["TRN*2*G9", "STC*A7:164:IL*20260306*U*150"]
    found = read(envelope(*top(), *of_claim("G1", "A2:20*20260306*WQ*150"), *second))
    assert [(x.claim_id, x.state) for x in found] == [("G1", "accepted"), ("G9", "rejected")]


def test_a_receiver_that_turns_a_whole_file_away_names_its_number():
    (found,) = read(envelope(*top(status="A3:24:41*20260305*U*315")[:9]))
    assert (found.control, found.set_number, found.claim_id, found.state) == (101, 0, "", "rejected")
    (second,) = read(envelope(*top("000000101-2", "A3:24:41*20260305*U*315")[:9]))
    assert (second.control, second.set_number) == (101, 2)


def test_a_practice_that_is_turned_away_turns_the_whole_file_away():
    above = [*top(), "STC*A8:496:85*20260305*U"]
    (found,) = read(envelope(*above))
    assert (found.control, found.codes) == (101, ("A8:496:85",))


def test_a_999_says_of_each_set_whether_it_was_taken():
    good = render_837p([jane(), sam()], PRACTICE, 101, AT, test=True)
    (found,) = read(ack999(good))
    assert (found.kind, found.state, found.control, found.set_number) == ("999", "sent", 101, 1)
    bad = good.replace("HI*ABK:F411~\n", "")
    (found,) = read(ack999(bad))
    assert (found.state, found.control, found.codes[0]) == ("rejected", 101, "R")
    assert any(x.startswith("IK3:") for x in found.codes)


@pytest.mark.parametrize(
    ("segments", "found"),
    [
        (("AK1*HC*101", "AK9*R*1*1*0"), [("rejected", 101, 0)]),
        (("AK1*HC*101", "AK2*837*0001", "IK5*E", "AK9*E*1*1*1"), [("sent", 101, 1)]),
        (("AK1*HC*101", "AK2*837*0001", "IK5*A", "AK2*837*0002", "IK5*R*5", "AK9*P*2*2*1"), [("sent", 101, 1), ("rejected", 101, 2)]),
        (("AK1*HC*101", "AK2*837*0001", "AK5*A"), [("sent", 101, 1)]),
        (("AK1*HC", "AK9"), []),
    ],
)  # fmt: skip
def test_a_999_of_any_shape(segments, found):
    text = envelope(*segments, kind="999", version="005010X231A1")
    assert [(x.state, x.control, x.set_number) for x in read(text)] == found


def test_a_ta1_that_turns_an_interchange_away():
    text = ISA + "TA1*000000101*260305*0915*R*024~IEA*0*000000900~"
    (found,) = read(text)
    assert (found.kind, found.state, found.control, found.at) == ("TA1", "rejected", 101, "2026-03-05 0915")


@pytest.mark.parametrize("missing", range(1, len(TWO) - TWO.index("HL*5"), 7))
def test_a_file_that_breaks_off_says_so_and_half_an_answer_counts_for_nothing(missing):
    cut = TWO[:-missing].rstrip("~\n")
    found = read(cut)
    if cut.rpartition("~\n")[2].startswith(("SE", "GE", "IEA")):
        assert found == READ
    else:
        assert found[-1].state == "cut"
        assert found[:-1] == [x for x in READ if x in found]
        assert (READ[1] in found) == ("~\nSE*" in cut)


def test_a_999_that_breaks_off_takes_nothing_for_sure():
    text = envelope("AK1*HC*101", "AK2*837*0001", "IK5*A", kind="999", version="005010X231A1")
    assert [x.state for x in read(text[: text.index("IK5*A") + 5])] == ["cut"]


@pytest.mark.parametrize(
    ("version", "state"),
    [("005010X214", "accepted"), ("005010X214E1", "accepted"), ("004040X167", "accepted"), ("", "accepted"), ("005010X212", "other")],
)  # fmt: skip
def test_only_a_277_that_acknowledges_claims_says_what_became_of_them(version, state):
    (found,) = read(envelope(*top(), *of_claim("G1", "A2:20*20260306*WQ*150"), version=version))
    assert found.state == state


@pytest.mark.parametrize(
    ("status_day", "at"), [("20260301", "2026-03-05 0915"), ("20260306", "2026-03-06"), ("", "2026-03-05 0915")]
)
def test_an_answer_is_as_late_as_its_file_and_its_status_say(status_day, at):
    (found,) = read(envelope(*top(), *of_claim("G1", f"A2:20*{status_day}*WQ*150")))
    assert found.at == at


def test_several_interchanges_in_one_file_each_with_its_own_signs():
    other = ACCEPTED.replace("*", "|").replace("G1", "G7")
    assert [x.claim_id for x in read(ACCEPTED + other + TWO)] == ["G1", "G7", "G1", "G2"]


def test_a_part_of_another_kind_is_told_and_nothing_is_lost():
    remittance = envelope("BPR*I*150", kind="835", version="005010X221A1")
    assert [(x.kind, x.state) for x in read(remittance + ACCEPTED)] == [("835", "other"), ("277", "accepted")]


@pytest.mark.parametrize("content", [b"", b"Dear practice,\n", b"\x00\xff\xfe", b"%PDF-1.7"])
def test_what_is_no_answer_is_said_in_a_sentence(content):
    with pytest.raises(AnswerUnreadable, match="no answer file"):
        read_answers(content)


@settings(deadline=None)
@given(st.data())
def test_a_damaged_answer_never_stops_the_reader_in_another_way(data):
    at = data.draw(st.integers(0, len(TWO) - 1))
    width = data.draw(st.integers(0, 30))
    damaged = TWO[:at] + data.draw(st.sampled_from(["", "*", "~", ":", "~\n", "x", "9", "ISA*"])) + TWO[at + width :]
    try:
        found = read(damaged)
    except AnswerUnreadable:
        return
    assert len(found) <= 4


def test_an_answer_carries_what_tells_whose_it_is():
    claim, other = read(TWO)
    assert claim.marks == Marks(
        "CLEARHOUSE1", frozenset({"RIVERBENDGRP"}), "2026-03-05 0915", 0, "20260227", Decimal(150)
    )
    assert other.marks.charge == Decimal(165)
    (found,) = read(envelope(*top(status="A3:24:41*20260305*U*315")[:9]).replace("46*RIVERBENDGRP", "46*ETIN7"))
    assert found.marks.addressed == {"RIVERBENDGRP", "ETIN7"}
    both = "AK1*HC*101", "AK2*837*0001", "IK5*A", "AK2*837*0002", "IK5*R*5", "AK9*P*2*2*1"
    assert [x.marks.sets for x in read(envelope(*both, kind="999", version="005010X231A1"))] == [2, 2]


def test_a_claim_file_of_our_own_says_who_sent_it_in_its_first_lines():
    text = render_837p([jane(), sam()], PRACTICE, 101, AT, test=True)
    first = read(text[:400])[0]
    assert (first.kind, first.state, first.marks.sender) == ("837", "other", PRACTICE.submitter_id)
    assert first.marks.at == f"{AT.astimezone(PRACTICE.zone):%Y-%m-%d %H%M}"

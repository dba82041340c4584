"""`circlebook receive` of a remittance: lines are paid or denied, and payments stand in the workbook, once."""

import json
from pathlib import Path

import pytest

from domain.claims import claim_lines
from flows.cli import main
from tests.connectors.x12.remit_files import file, line, paid, payment
from tests.flows.sampled import passed, typed

TODAY = ("--today", "2026-03-13T10:00")
DAY = "20260312"


def receive(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    status = main(["receive", *map(str, words), *TODAY])
    told = capsys.readouterr()
    return status, told.out + told.err


def sent(folder: Path) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The claims of the batch that was written: number, charge, and each line's reference and charge."""
    (written,) = (folder / "claims").glob("*.837")
    found: list[tuple[str, str, list[tuple[str, str]]]] = []
    charge = ""
    for segment in written.read_text().split("~\n"):
        x = segment.split("*")
        if x[0] == "CLM":
            found.append((x[1], x[2], []))
        elif x[0] == "SV1":
            charge = x[2]
        elif x[:2] == ["REF", "6R"]:
            found[-1][2].append((x[2], charge))
    return found


def whole(claim: tuple[str, str, list[tuple[str, str]]], share: str = "25") -> list[str]:
    """A claim paid to the full charge but the client's copay."""
    number, charge, lines = claim
    first, *rest = lines
    paid_first = str(float(first[1]) - float(share))
    own = line(first[0], first[1], paid_first, f"PR*3*{share}")
    own += [x for ref, sum_ in rest for x in line(ref, sum_, sum_, code="90785")]
    return paid(number, f"1*{charge}*{float(charge) - float(share)}*{share}", *own)


@pytest.fixture
def remitted(worked: Path, tmp_path: Path) -> tuple[Path, Path, list[str]]:
    """The practice whose batch was written, and a remittance: one claim paid, one denied, one of somebody else."""
    one, two, *_ = sent(worked)
    said = payment(
        whole(one), paid(two[0], f"4*{two[1]}*0*", f"CAS*CO*197*{two[1]}"), paid("SOMEBODY-1", "1*150*0*", "CAS*CO*45*150"),
        total=str(float(one[1]) - 25), on=DAY,
    )  # fmt: skip
    era = tmp_path / "payer.835"
    era.write_text(file(said))
    return worked, era, [one[0], two[0]]


def states(folder: Path) -> dict[str, set[str]]:
    this = passed(folder)
    found: dict[str, set[str]] = {}
    for x in claim_lines(this.wanted, this.practice, this.history):
        found.setdefault(x.claim_id, set()).add(x.state)
    return found


def payments(folder: Path) -> list[tuple[str, float, str, str]]:
    this = passed(folder, only=())
    rows = [p for p in this.practice.payments if p.kind == "Insurance"]
    return [(p.visit_id or "", float(p.amount or 0), p.method or "", p.reference or "") for p in rows]


def test_a_remittance_moves_claims_and_payments_once(remitted, tmp_path, capsys):
    folder, era, (one, two) = remitted
    before = payments(folder)
    status, told = receive(capsys, folder, era, "--json")
    answers = {a["about"]: a for a in json.loads(told)["answers"]}
    assert status == 1
    assert {about: a["state"] for about, a in answers.items()} == {one: "paid", two: "denied", "SOMEBODY-1": "unknown"}
    assert answers[two]["sentence"].startswith(f"Claim {two} was denied: there was no authorization.")
    found = states(folder)
    assert (found[one], found[two]) == ({"paid"}, {"denied"})
    this = passed(folder)
    visit_of = {c.claim_id: c.visit_id for b in this.batches for c in b.claims}
    used = {place.visit_id for places in this.wanted.places.values() for place in places}
    assert (visit_of[one] in used, visit_of[two] in used) == (True, False)
    (new,) = [x for x in payments(folder) if x not in before]
    assert new[1:] == (float(sent(folder)[0][1]) - 25, "EFT", "EFT0001")
    renamed = tmp_path / "again.835"
    renamed.write_text(era.read_text().replace("\n", ""))
    _, told = receive(capsys, folder, renamed)
    assert "2 answered before; nothing changed for them." in told
    states(folder)
    assert len(payments(folder)) == len(before) + 1


def test_a_person_reads_what_came_and_what_to_look_at(remitted, capsys):
    folder, era, (_, two) = remitted
    status, told = receive(capsys, folder, era)
    said = " ".join(told.split())
    assert status == 1
    assert "in all for 2 claims. The tabs Claims and Payments show it after the next pass." in said
    assert two in said
    assert "SOMEBODY-1" in said
    for name in ("DOE", "JANE", "W123456789"):
        assert name not in told
    shown = passed(folder).desk.workbook.snapshot(["To do"]).grids["To do"].rows
    assert any("Denied on 2026-03-12: there was no authorization." in str(row) for row in shown)


def test_a_row_that_a_person_changed_or_took_away_is_not_added_again(remitted, capsys):
    folder, era, _ = remitted
    receive(capsys, folder, era)
    passed(folder)
    this = passed(folder, only=())
    (row,) = (p for p in this.practice.payments if p.payment_id.startswith("P-R"))
    typed(folder, "Payments", row.payment_id, Amount=1)
    after = [p for p in passed(folder).practice.payments if p.payment_id.startswith("P-R")]
    assert [float(p.amount or 0) for p in after] == [1.0]
    typed(folder, "Payments", row.payment_id, Payment_ID="", Date=None, Client_ID="", Visit_ID="", Kind="", Amount=None,
          Method="", Reference="")  # fmt: skip
    passed(folder)
    assert not [p for p in passed(folder).practice.payments if p.payment_id.startswith("P-R")]


def test_explain_tells_the_money_of_a_claim(remitted, capsys):
    folder, era, (one, _) = remitted
    receive(capsys, folder, era)
    passed(folder)
    capsys.readouterr()
    assert main(["explain", str(folder), one, *TODAY]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "payment EFT0001" in said
    assert "The client owes $25: copay." in said


def test_a_file_that_breaks_off_says_so_and_is_read_whole_afterwards(remitted, tmp_path, capsys):
    folder, era, (one, two) = remitted
    half = tmp_path / "half.835"
    half.write_text(era.read_text()[: era.read_text().index("SOMEBODY") - 40])
    status, told = receive(capsys, folder, half, "--json")
    assert (status, [a["state"] for a in json.loads(told)["answers"]]) == (1, ["cut", "paid"])
    _, told = receive(capsys, folder, era, "--json")
    assert {a["about"]: a["new"] for a in json.loads(told)["answers"]} == {one: False, two: True, "SOMEBODY-1": True}

"""Random histories of money: people mark, sign, correct and answer, payers accept and refuse, files and answers get late.

The payers have the first word on what is wrong (nothing is billed twice, nothing corrected that does not stand); at the
end, with every question answered Yes and every claim accepted, what stands there must be what the sheets say.
"""

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from domain.lists import Attends
from flows.acknowledgements import receive
from tests.faults.checker import i05_one_claim_each
from tests.faults.evidence import PRESENT
from tests.faults.hearing import Heard
from tests.faults.histories import Act, history
from tests.faults.incidents import Eventful
from tests.faults.payers import Payers
from tests.faults.paying import Judged
from tests.faults.world import OnePractice

MONEY = {
    "wait": 12, "long_wait": 8, "mark": 6, "sign": 14, "unsign": 3, "do_not_bill": 3, "bill_again": 3, "took_part": 4,
    "other_payer": 2, "diagnosis": 4, "member_id": 2, "move": 2, "cancel": 2, "answer_yes": 16, "answer_no": 1, "upload": 14, "fetch": 14,
    "pay": 12, "enter_payment": 5,
    "sort": 3, "copy_row": 2, "delete": 3, "restore": 3, "bad_cell": 3, "workbook_fault": 3, "crash": 10, "full_disk": 3,
    "put_back": 3, "edit_note": 1,
}  # fmt: skip
WAYS = tuple(Attends)
DIAGNOSES = ("F33.1", "F41.1", "F43.23")
INSURERS = ("Aetna", "BCBS", "Medicaid", "Harbor Sample Plan", "Self-pay")
ON_THE_WAY = ("ready", "batched", "sent")
WITH_PAYERS = ("accepted", "paid", "paid in part", "denied", "taken back")
TOGETHER = 0.7
"""How often a row is put right between a Yes and the pass that follows it."""
NUMBERED = 0.6
"""How often a person writes the payer's number beside a payment."""

ROUNDS, STILL_REFUSED, STILL_PAID = 12, 5, 7
"""A claim that was sent wrongly is asked about, voided, and the right one asked about and sent: four rounds and a few.

In the first of them payers still refuse.
"""


def money_history(seed: int) -> list[Act]:
    """The acts of a seed; every other one begins with claims that stand, so that there is something to pay and correct."""
    return [("ahead", seed)] * (seed % 2) + history(seed, weights=MONEY)


class Billed(Eventful):
    """A history of money; its texts stay proposals."""

    def __init__(self, acts: list[Act], ledger: str = "") -> None:
        super().__init__(acts, ledger, live=False)
        self.payers = {p.name: Payers() for p in self.world.practices}
        self.heard = {name: Heard(payers) for name, payers in self.payers.items()}
        self.kept: list[dict[str, tuple[list[Judged], dict[str, str]]]] = []
        self.refused: set[str] = set()
        """Practices in which somebody said No to something: it may stand as it is."""

    # What people and payers do.

    def _ahead(self, _p: OnePractice, chance: random.Random) -> None:
        """Each present member's note is signed, and what follows from it is sent and mostly accepted and paid."""
        for p in self.world.practices:
            for row in p.book.tabs["Attendance"][1:]:
                if row and p.book.cell("Attendance", row, "Mark") in PRESENT:
                    self._signs(p, row, chance)
        for _ in range(2):
            self._round(chance)
        for payers in self.payers.values():
            payers.pay(self.world.hour.at, chance)

    def _unsign(self, p: OnePractice, chance: random.Random) -> None:
        self._type_into_visit(p, chance, Signed=None, Signed_on=None)

    def _do_not_bill(self, p: OnePractice, chance: random.Random) -> None:
        self._type_into_visit(p, chance, Do_not_bill="Yes")

    def _bill_again(self, p: OnePractice, _chance: random.Random) -> None:
        for row in p.book.tabs["Attendance"][1:]:
            if row and p.book.cell("Attendance", row, "Do not bill"):
                p.book.type("Attendance", row, Do_not_bill=None)

    def _took_part(self, p: OnePractice, chance: random.Random) -> None:
        self._type_into_visit(p, chance, Attended=chance.choice(WAYS))

    def _diagnosis(self, p: OnePractice, chance: random.Random) -> None:
        """Why a member is treated is put right; mostly just when a batch has got its Yes."""
        if chance.random() < TOGETHER:
            self._answer_yes(p, chance)
        if row := self._some(p, "Roster", chance):
            p.book.type("Roster", row, Diagnoses=chance.choice(DIAGNOSES))

    def _type_into_visit(self, p: OnePractice, chance: random.Random, **cells: Any) -> None:
        if row := self._some(p, "Attendance", chance):
            p.book.type("Attendance", row, **cells)

    def _other_payer(self, p: OnePractice, chance: random.Random) -> None:
        if row := self._some(p, "Clients", chance):
            p.book.type("Clients", row, Payer=chance.choice(INSURERS))

    def _member_id(self, p: OnePractice, chance: random.Random) -> None:
        if row := self._some(p, "Clients", chance):
            p.book.type("Clients", row, Member_ID=f"W2{chance.randrange(10**7):07d}")

    def _answer_no(self, p: OnePractice, chance: random.Random) -> None:
        self.refused.add(p.name)
        super()._answer_no(p, chance)

    def _upload(self, p: OnePractice, chance: random.Random) -> None:
        self.payers[p.name].take(p, self.world.hour.at, chance)

    def _fetch(self, p: OnePractice, chance: random.Random) -> None:
        """Some answers are fetched, in any order, and now and then one twice, as another clearinghouse writes it."""
        payers = self.payers[p.name]
        chance.shuffle(payers.answers)
        for _ in range(chance.randrange(len(payers.answers) + 1)):
            answer = payers.answers.pop()
            payers.fetched.append(answer)
            self._reads(p, answer)
            if chance.choice((False, False, True)):
                self._reads(p, payers.books.again.get(answer, answer))

    def _reads(self, p: OnePractice, answer: bytes) -> None:
        receive(self.world.desk(p), answer)
        self.heard[p.name].hear(answer)

    def _pay(self, p: OnePractice, chance: random.Random) -> None:
        self.payers[p.name].pay(self.world.hour.at, chance)

    def _enter_payment(self, p: OnePractice, chance: random.Random) -> None:
        """A person enters a payment, mostly before its file was read."""
        payers, heard, today = self.payers[p.name], self.heard[p.name], self.world.hour.at.date()
        told = [x for x in payers.books.all() if x.paid > 0 and x.on <= today and x not in heard.by_hand.values()]
        due = [x for x in told if x not in heard.judged] or told
        cell, tab = p.book.cell, p.book.tabs["Claims"]
        visits = {row[0]: (cell("Claims", row, "Client ID"), cell("Claims", row, "Visit ID")) for row in tab[1:] if row}
        if due and (said := chance.choice(due)).claim_id in visits:
            row_id, number = f"P-{len(heard.by_hand) + 1:03d}", said.trace if chance.random() < NUMBERED else None
            on = datetime.combine(said.on, time())
            row = [row_id, on, *visits[said.claim_id], "Insurance", float(said.paid), "EFT", number]
            p.book.tabs["Payments"].append(row)
            p.book.saved()
            heard.by_hand[row_id] = said

    def _restore(self, p: OnePractice, chance: random.Random) -> None:
        before = p.book.tabs["Payments"][1:]
        super()._restore(p, chance)
        self.heard[p.name].version_came_back([r for r in before if r and r[0]], p, self._names(p))

    def _keep(self, p: OnePractice) -> None:
        super()._keep(p)
        now = {name: (list(h.judged), dict(h.accepted)) for name, h in self.heard.items()}
        self.kept = [*self.kept, now][-len(self.copies) :]

    def _put_back(self, p: OnePractice, chance: random.Random) -> None:
        """A person does as ``restore`` says: all answers are read once more."""
        super()._put_back(p, chance)
        then = self.kept[self.copies.index(self.came_back)]
        for name, payers in self.payers.items():
            payers.answers += payers.fetched
            self.heard[name].back_to(*then[name])

    def _names(self, p: OnePractice) -> dict[str, str]:
        """Who is meant by each client ID, as claims write it."""
        return {k: f"{first} {last}".upper() for k, (first, last, _) in self.seen[p.name].people.items()}

    # What must hold.

    def _passes(self, practices: Sequence[OnePractice]) -> None:
        super()._passes(practices)
        for p in practices:
            self.heard[p.name].after_pass(p, is_sure=self.undisturbed[p.name])

    def _check(self, where: str) -> bool:
        super()._check(where)
        twice = f": {i05_one_claim_each.__name__}:"  # what came back goes again as a first claim: the payers judge that
        self.broken = [x for x in self.broken if twice not in x]
        self.broken += [f"{where}: i05_payers: {x}" for p in self.payers.values() for x in p.wrong]
        for p in self.world.practices:
            wrong = self.heard[p.name].said_wrong(p, self._names(p))
            self.broken += [f"{where}: i05_money_said: {p.name} {x}" for x in wrong]
        return bool(self.broken)

    def _settle(self) -> None:
        seed = self.acts[-1][1] if self.acts else 0
        for n in range(ROUNDS):
            if n < STILL_PAID:
                for payers in self.payers.values():
                    payers.pay(self.world.hour.at, random.Random(seed + n))
            self._round(random.Random(seed + n) if self.acts and n < STILL_REFUSED else None)
        super()._settle()
        for _ in range(2):  # a visit's day may have ended meanwhile: then its claim is asked about last of all
            self._round(None)
        for p in self.world.practices:
            wrong = self._money(p)
            wrong += self.heard[p.name].in_the_end(p, self.world.hour.at, self._names(p), self._left_so(p))
            self.broken += [f"{p.name} at the end: i05_money: {x}" for x in wrong]

    def _round(self, chance: random.Random | None) -> None:
        """Everything is answered Yes, sent, and answered by the payers."""
        for p in self.world.practices:
            p.book.faults.clear()
            self._answer_yes(p, random.Random())
        self.world.hour.at += timedelta(minutes=30)
        self._passes(self.world.practices)
        for p in self.world.practices:
            self.payers[p.name].take(p, self.world.hour.at, chance)
            for answer in self.payers[p.name].answers:
                self._reads(p, answer)
            self.payers[p.name].fetched += self.payers[
                p.name
            ].answers  # whoever puts a ledger back reads them once more
            self.payers[p.name].answers.clear()
        self._passes(self.world.practices)

    def _money(self, p: OnePractice) -> list[str]:
        """What the payers hold against what ``Claims`` says, and both against the marks."""
        tab = p.book.tabs["Claims"]
        said = {str(row[0]): dict(zip(tab[0], row, strict=False)) for row in tab[1:] if row and row[0]}
        stands = self.payers[p.name].standing()
        accepted = {k for k, row in said.items() if row["State"] in {*WITH_PAYERS, *self._left_so(p)}}
        wrong = [f"{k} stands at the payer and Claims does not say so" for k in stands.keys() - accepted]
        wrong += [f"{k} is called accepted and does not stand" for k in accepted - stands.keys()]
        if p.name not in self.refused:
            wrong += [f"{k} waits: {row['Reason']}" for k, row in said.items() if row["State"] in ON_THE_WAY]
        return wrong + self._of_marks(p, said, stands.keys())

    def _of_marks(self, p: OnePractice, said: dict[str, dict[str, Any]], stands: Any) -> list[str]:
        """Each visit is billed, or not, as its row says, unless somebody is asked about the row or about its session."""
        wrong, claim_of = [], {row["Visit ID"]: k for k, row in said.items()}
        asked = " ".join(str(row[2]) for row in p.book.tabs["To do"][1:])
        checks = {str(row[0]): row[-1] for row in p.book.tabs["Status"][1:] if row}
        days = {row[0]: p.book.cell("Sessions", row, "Date") for row in p.book.tabs["Sessions"][1:] if row}
        for row in p.book.tabs["Attendance"][1:]:
            cells = dict(zip(p.book.tabs["Attendance"][0], row, strict=False))
            visit, session = str(cells["Visit ID"]), str(cells["Session ID"])
            is_asked = checks.get(f"Attendance|{visit}") != "OK" or f"{session} " in asked
            if is_asked or p.name in self.refused or days.get(session) != cells["Date"]:  # two days are asked about
                continue
            is_billable = cells["Mark"] in PRESENT and cells.get("Signed") and not cells.get("Do not bill")
            if is_billable and visit not in claim_of:
                wrong.append(f"{visit} was there and Claims does not name it")
            elif not is_billable and claim_of.get(visit) in stands and not self._is_lost(p, claim_of[visit]):
                wrong.append(f"{claim_of[visit]} stands though {visit} is {cells['Mark']}, {cells.get('Signed')}")
        return wrong

    def _left_so(self, p: OnePractice) -> set[str]:
        """A claim whose correction somebody refused stands at its payer and is called so."""
        return {"void needed"} if p.name in self.refused else set()

    def _is_lost(self, p: OnePractice, claim_id: str) -> bool:
        """Of what was denied or taken back nothing stands that anybody could take back."""
        return self.payers[p.name].books.is_lost(claim_id)

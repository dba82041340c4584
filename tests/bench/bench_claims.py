"""Claims by the thousand: checked, written and read back; and answers read. Each size in a process of its own."""

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from connectors.x12.acknowledgements import read_answers
from connectors.x12.check import check_batch
from connectors.x12.render import CLAIMS_IN_A_SET, render_837p
from domain.edits import blocked
from domain.edits.case import Case
from domain.making import claim_of
from domain.second_look import others_of
from domain.wanted import wanted_claims
from tests.bench.claims_practice import grown
from tests.connectors.x12.people import AT, PRACTICE
from tests.domain.claims_build import NOW

SIZES = (500, 5_000, 50_000)
HEAD = "ST*277*0001*005010X214~BHT*0085*08*1*20260306*0915*TH~HL*1**20*1~NM1*PR*2*AETNA*****PI*60054~"
ANSWER = "A2:20:PR*20260306*WQ*150"


def best(work: Callable[[], object], tries: int = 3) -> float:
    """The processor's time of the best of some tries."""
    found = float("inf")
    for _ in range(tries):
        begun = time.process_time()
        work()
        found = min(found, time.process_time() - begun)
    return found


def peak() -> float:
    """The most memory this process held so far, in MB; what its parent held counts in getrusage, but not here."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(count: int) -> dict[str, float]:
    """Seconds to ask all edits of so many claims, to write and to read them back, and to read the answers to them.

    ``memory_mb`` is what writing and reading back hold beside the practice's own rows, with the program itself.
    """
    p = grown(count)
    wanted = wanted_claims(p, NOW)
    assert all(b.state == "ready" for b in wanted.bills)
    gc.collect()
    gc.freeze()  # as a pass does with the rows it has read

    def ask() -> None:
        others = others_of(wanted.bills, {}, frozenset())
        made = zip(wanted.bills, claims, strict=True)
        assert not any(blocked(Case(b, p, wanted.today, others, c)) for b, c in made)

    claims = [claim_of(b) for b in wanted.bills]
    found = {"edits": best(ask)}
    found["write"] = best(lambda: render_837p(claims, PRACTICE, 101, AT, test=True))
    text = render_837p(claims, PRACTICE, 101, AT, test=True)
    found["check"] = best(lambda: check_batch(text, claims))
    found["memory_mb"] = peak()
    found["make"] = best(lambda: [claim_of(b) for b in wanted.bills])
    answers = "".join((HEAD, *(answered(n, c.claim_id) for n, c in enumerate(claims, start=2)), "SE*9*0001~")).encode()
    found["segments"] = float(answers.count(b"~"))
    found["answers"] = best(lambda: read_answers(answers))
    found |= read_999(count)
    return found


def read_999(count: int) -> dict[str, float]:
    """Segments of a 999 that finds four faults in every claim, a transaction set for each 5,000, and seconds to read it."""
    faults = "".join(faulty(n) for n in range(CLAIMS_IN_A_SET))
    sets = [f"AK2*837*{n:04d}*005010X222A1~{faults}IK5*R*5~" for n in range(1, -(-count // CLAIMS_IN_A_SET) + 1)]
    text = "".join(
        ("ST*999*0001*005010X231A1~AK1*HC*101~", *sets, f"AK9*R*{len(sets)}*{len(sets)}*0~SE*9*0001~")
    ).encode()
    assert [x.state for x in read_answers(text)] == ["rejected"] * len(sets)
    return {"segments_999": float(text.count(b"~")), "answers_999": best(lambda: read_answers(text))}


def faulty(number: int) -> str:
    """What the receiver's computer says of one claim it cannot read, in four segments of a 999."""
    return f"IK3*NM1*{number * 9 + 22}*2010BA*8~CTX*CLM01:C{number}~IK4*9:1*67*1~CTX*SITUATIONAL TRIGGER*CLM*{number}~"


def answered(number: int, claim_id: str) -> str:
    """What a payer's computer says of one claim it took, in five segments of a 277CA."""
    return f"HL*{number}*1*PT*0~NM1*QC*1*DOE*JANE****MI*W1~TRN*2*{claim_id}~STC*{ANSWER}~REF*1K*2605800~"


def rows() -> list[str]:
    """A line for each size."""
    told = []
    for count in SIZES:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_claims", str(count)],
            cwd=Path(__file__).parent.parent.parent, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found = json.loads(done.stdout)
        file = found["write"] + found["check"]
        whole = found["make"] + found["edits"] + file
        told.append(
            f"{f'{count:,} claims: write and read back':<46} {file:8.2f} s   {count / file:10,.0f} claims/s (goal >= 7,500)   "
            f"with 24 edits {count / (file + found['edits']):10,.0f}, with making them {count / whole:10,.0f} claims/s   peak {found['memory_mb']:.0f} MB   "
            f"answers {found['segments'] / found['answers']:10,.0f} segments/s (goal >= 150,000)   "
            f"999 {found['segments_999'] / found['answers_999']:10,.0f} segments/s (goal >= 150,000)"
        )
    return told


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))

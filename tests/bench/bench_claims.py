"""Claims by the thousand: looked at twice, written and read back; and answers read. Each size in a process of its own."""

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from connectors.x12.acknowledgements import read_answers
from connectors.x12.check import check_batch
from connectors.x12.render import render_837p
from domain.edits import blocked
from tests.bench.bench_837 import sample
from tests.connectors.x12.answer_files import envelope, of_claim, top
from tests.connectors.x12.people import AT, PRACTICE
from tests.domain.edits.build import case
from tests.flows.sampled import REPOSITORY

SIZES = (500, 5_000, 50_000)


def best(work: Callable[[], object], tries: int = 3) -> float:
    """The processor's time of the best of some tries."""
    found = float("inf")
    for _ in range(tries):
        begun = time.process_time()
        work()
        found = min(found, time.process_time() - begun)
    return found


def measured(count: int) -> dict[str, float]:
    """Seconds to look at, write and read back so many claims, and to read the answers to them."""
    claims, good = sample(count), case()
    text = render_837p(claims, PRACTICE, 101, AT, test=True)
    gc.freeze()  # as a pass does with the rows it has read
    found: dict[str, float] = {
        "write": best(lambda: render_837p(claims, PRACTICE, 101, AT, test=True)),
        "check": best(lambda: check_batch(text, claims)),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    cases = [replace(good, given=good.claim.model_copy(update={"claim_id": c.claim_id})) for c in claims[:5_000]]
    begun = time.process_time()  # once: a case keeps what it worked out
    faults = [blocked(x) for x in cases]
    found["edits"] = (time.process_time() - begun) * len(claims) / len(cases)
    assert not any(faults)
    answers = envelope(
        *top(), *(s for c in claims for s in of_claim(c.claim_id, "A2:20:PR*20260306*WQ*150", number="2605800"))
    ).encode()
    found["segments"] = float(answers.count(b"~"))
    found["answers"] = best(lambda: read_answers(answers))
    return found


def rows() -> list[str]:
    """A line for each size."""
    told = []
    for count in SIZES:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_claims", str(count)], cwd=REPOSITORY, capture_output=True, text=True, check=True
        )  # fmt: skip
        found = json.loads(done.stdout)
        file = found["write"] + found["check"]
        told.append(
            f"{f'{count:,} claims: write and read back':<46} {file:8.2f} s   {count / file:10,.0f} claims/s (goal >= 7,500)   "
            f"with 24 edits {count / (file + found['edits']):10,.0f} claims/s   peak {found['memory_mb']:.0f} MB   "
            f"answers {found['segments'] / found['answers']:10,.0f} segments/s (goal >= 150,000)"
        )
    return told


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))

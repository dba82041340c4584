"""What other processes do in the tests: ``python -m tests.connectors.ledger.worker ADDRESS WHAT NAME``."""

import sys
import time

from connectors.ledger import SqlLedger, open_ledger
from domain.problems import Busy
from tests.connectors.ledger.sample import AT


def hold(ledger: SqlLedger, name: str) -> None:
    """Say ``held`` or ``busy``; when held, hold until killed or told to go on."""
    try:
        with ledger.lease(name):
            print("held", flush=True)
            sys.stdin.readline()
    except Busy:
        print("busy", flush=True)


def number(ledger: SqlLedger, _: str) -> None:
    """Take 25 control numbers."""
    for _ in range(25):
        print(ledger.next_control_number(), flush=True)


def work(ledger: SqlLedger, name: str) -> None:
    """Begin and finish one effect after another, each told before and after, until killed."""
    for count in range(1_000_000):
        key = f"text:{name}:{count}"
        print(f"begin {key}", flush=True)
        ledger.begin(key, "text", "d1", AT)
        print(f"begun {key}", flush=True)
        ledger.finish(key, "done", AT, {"sid": f"SM{count}"})
        print(f"done {key}", flush=True)


def write(ledger: SqlLedger, name: str) -> None:
    """Read and write 50 times."""
    for count in range(50):
        ledger.begin(f"note:{name}:{count}", "note", "d1", AT)
        ledger.finish(f"note:{name}:{count}", "done", AT)
    print("ended", flush=True)


def wait(_: SqlLedger, __: str) -> None:
    """Open the ledger and stay a moment."""
    time.sleep(0.1)
    print("opened", flush=True)


WORK = {"hold": hold, "number": number, "work": work, "write": write, "wait": wait}


def main(address: str, what: str, name: str) -> None:
    """Do one of these on the ledger at this address."""
    WORK[what](open_ledger(address, "harbor-groups"), name)


if __name__ == "__main__":
    main(*sys.argv[1:])

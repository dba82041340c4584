"""The judgement of an independent 837P validator (pyx12 4.0)."""

import io
import logging

import pyx12.params
import pyx12.x12n_document
from pyx12.errors import EngineError

ITS_OWN_SEPARATOR = "(ISA11) is type AN, contains an invalid character(^) (^)"
"""What pyx12 says of every file under "B": the repetition separator that ISA announces is no basic sign."""


class _Kept(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record):
        self.said.append(record.getMessage())


def verdict(text: str, charset: str = "E") -> list[str]:
    """The faults found; an empty list for a file without any.

    ``charset`` "B" allows the basic set only. The log is read, because pyx12's report leaves out faults of ISA.
    """
    settings = pyx12.params.params()
    settings.set("charset", charset)
    log, kept = logging.getLogger("pyx12"), _Kept()
    log.propagate = False
    log.addHandler(kept)
    try:
        fine = pyx12.x12n_document.x12n_document(settings, io.StringIO(text), io.StringIO(), None)
    except EngineError as trouble:
        return [str(trouble)]
    finally:
        log.removeHandler(kept)
    faults = [x for x in kept.said if charset != "B" or not x.endswith(ITS_OWN_SEPARATOR)]
    return faults if kept.said or fine else ["not X12 at all"]

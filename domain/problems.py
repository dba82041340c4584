"""What can go wrong outside; each says in one or two sentences what to do."""


class Problem(Exception):  # noqa: N818  people meet problems, not errors
    """Something a person can mend; the text is for them and holds no client's data; ``code`` is for programs."""

    code = "PROBLEM"


class WorkbookProblem(Problem):
    """The workbook cannot be read or written just now."""

    code = "WORKBOOK"


class WorkbookChanged(WorkbookProblem):
    """Someone saved the workbook while Circlebook was working on it."""

    code = "WORKBOOK_CHANGED"


class RowsRefused(WorkbookProblem):
    """A tab takes no new rows, and everything else of the workbook can be worked with."""

    code = "ROWS_REFUSED"


class Busy(Problem):
    """Another pass is working on this practice."""

    code = "BUSY"


class LedgerLost(Problem):
    """The workbook was worked on before, and the memory of it is gone."""

    code = "LEDGER_LOST"


class AuditBroken(Problem):
    """The audit chain does not hold: a record was changed or taken out."""

    code = "AUDIT_BROKEN"


class SendUnknown(Problem):
    """Nobody knows whether a text went out."""

    code = "SEND_UNKNOWN"

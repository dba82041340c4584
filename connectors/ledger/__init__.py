"""The memory of what was done."""

from connectors.ledger.copying import put_back
from connectors.ledger.ledger import SqlLedger, open_ledger
from connectors.ledger.problems import LedgerProblem

__all__ = ["LedgerProblem", "SqlLedger", "open_ledger", "put_back"]

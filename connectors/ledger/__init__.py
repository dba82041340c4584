"""The memory of what was done."""

from connectors.ledger.copying import put_back
from connectors.ledger.ledger import SqlLedger, open_ledger
from connectors.ledger.lost_key import lost_key
from connectors.ledger.problems import LedgerProblem

__all__ = ["LedgerProblem", "SqlLedger", "lost_key", "open_ledger", "put_back"]

"""Every sentence that a reason can say, by its code; words in braces are filled in."""

from domain.sentences.answers import ANSWERS
from domain.sentences.claims import CLAIMS
from domain.sentences.documents import DOCUMENTS
from domain.sentences.fees import FEES
from domain.sentences.groups import GROUPS
from domain.sentences.intake import INTAKE
from domain.sentences.notes import NOTES
from domain.sentences.policy import POLICY
from domain.sentences.remittances import REMITTANCES
from domain.sentences.rows import ROWS
from domain.sentences.seats import SEATS
from domain.sentences.sessions import SESSIONS
from domain.sentences.statements import STATEMENTS
from domain.sentences.texts import TEXTS
from domain.sentences.verification import VERIFICATION

SENTENCES: dict[str, str] = (
    ANSWERS
    | CLAIMS
    | DOCUMENTS
    | FEES
    | GROUPS
    | INTAKE
    | NOTES
    | POLICY
    | REMITTANCES
    | ROWS
    | SEATS
    | SESSIONS
    | STATEMENTS
    | TEXTS
    | VERIFICATION
)

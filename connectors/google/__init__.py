"""Google Sheets, Drive and Forms."""

from connectors.google.account import DOCUMENT_SCOPES, Account, key_from
from connectors.google.answers import FormAnswers
from connectors.google.books import open_books
from connectors.google.documents import DriveDocuments
from connectors.google.files import DriveFiles
from connectors.google.forms import GoogleForms
from connectors.google.gate import DriveGate
from connectors.google.memory import Memory
from connectors.google.response_tabs import AskedForm, answers_of
from connectors.google.workbook import GoogleWorkbook

__all__ = [
    "DOCUMENT_SCOPES",
    "Account",
    "AskedForm",
    "DriveDocuments",
    "DriveFiles",
    "DriveGate",
    "FormAnswers",
    "GoogleForms",
    "GoogleWorkbook",
    "Memory",
    "answers_of",
    "key_from",
    "open_books",
]

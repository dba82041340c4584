"""Google Sheets, Drive and Forms."""

from connectors.google.account import Account, key_from
from connectors.google.answers import FormAnswers
from connectors.google.gate import DriveGate
from connectors.google.memory import Memory
from connectors.google.workbook import GoogleWorkbook

__all__ = ["Account", "DriveGate", "FormAnswers", "GoogleWorkbook", "Memory", "key_from"]

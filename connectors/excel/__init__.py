"""The `.xlsx` workbook."""

from connectors.excel.hands import type_in
from connectors.excel.workbook import ExcelWorkbook

__all__ = ["ExcelWorkbook", "type_in"]

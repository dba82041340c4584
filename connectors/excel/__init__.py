"""The `.xlsx` workbook."""

from connectors.excel.hands import type_in
from connectors.excel.old_files import read_old_file
from connectors.excel.workbook import ExcelWorkbook

__all__ = ["ExcelWorkbook", "read_old_file", "type_in"]

"""The `.xlsx` workbook."""

from connectors.excel.workbook import ExcelWorkbook

__all__ = ["ExcelWorkbook"]

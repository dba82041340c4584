"""The `.xlsx` workbook."""

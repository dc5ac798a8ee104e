"""Spreadsheet functions, workbook templates and synchronisation for treatment coordinators."""

__version__ = "0.1.0"

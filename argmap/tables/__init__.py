"""Records as tables: for people in a terminal, a notebook and a report, and for programs as rows, CSV and Arrow."""

from argmap.tables.table import Cell, Columns, Row, Table

__all__ = ["Cell", "Columns", "Row", "Table"]

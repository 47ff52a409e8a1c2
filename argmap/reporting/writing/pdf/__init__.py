"""A report as PDF/UA: set by typst from data, with bookmarks, links and the pictures as they are."""

from argmap.reporting.writing.pdf.writing import write

__all__ = ["write"]

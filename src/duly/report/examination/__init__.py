"""The X-ray of a book: everything a first look should say, as one table of facts."""

from duly.report.examination.examine import examine

__all__ = ["examine"]

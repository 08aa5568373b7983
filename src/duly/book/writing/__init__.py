"""How is a book put on disk, whole or not at all?"""

from duly.book.writing.folder import Form, write_book
from duly.book.writing.workbook import write_workbook

__all__ = ["Form", "write_book", "write_workbook"]

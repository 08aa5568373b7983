"""How is a book on disk read, checked and reported on?"""

from duly.book.reading.opening import OpenedBook, open_book
from duly.book.reading.progress import Progress, silent
from duly.book.reading.sources import is_book_folder

__all__ = ["OpenedBook", "Progress", "is_book_folder", "open_book", "silent"]

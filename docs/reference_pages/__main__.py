"""`make docs`: write docs/reference again."""

from docs.reference_pages import write_pages

write_pages()

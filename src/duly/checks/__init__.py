"""Named invariants of a book, one file each."""

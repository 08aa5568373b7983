"""The same as the pages can do, for programs: typed, paged, idempotent."""

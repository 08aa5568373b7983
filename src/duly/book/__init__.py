"""The book: the receivables tables, how they are read, checked, dated and kept."""

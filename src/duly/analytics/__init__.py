"""Columns in, columns out: one Ibis expression a question, from a book and a day to a table."""

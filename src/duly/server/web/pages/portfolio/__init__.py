"""The book as a whole: its age, where it lies, its grades, its metrics."""

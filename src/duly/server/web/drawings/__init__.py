"""Drawings that only pages have; the others are those of the reports (`duly.report.charts`)."""

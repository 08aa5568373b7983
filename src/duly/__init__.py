"""Duly: whom to trust, who will pay when, whom to call today, and what will be lost."""

__version__ = "0.1.0"

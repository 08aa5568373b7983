"""The cash forecast as a page, from the JSON of its command."""

"""Everything about every account: what was seen, how it is judged, and what would change it."""

"""Money, calendars, intervals and identifiers: what every other part counts with."""

"""Everything there is to know of one invoice."""

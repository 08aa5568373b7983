"""One object in, one reasoned answer out."""

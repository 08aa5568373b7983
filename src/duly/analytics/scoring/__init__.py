"""From observed characteristics to points, score, grade and probability of default."""

"""Which one assignment of columns to meanings is the best as a whole?"""

from __future__ import annotations

from collections.abc import Sequence


def best_assignment(scores: Sequence[Sequence[float]]) -> list[int]:
    """For each row its column, all different, so that the sum of the scores is the highest.

    The Hungarian method in O(n³) (Kuhn 1955; shortest augmenting paths after Jonker and Volgenant).
    Needs at least as many columns as rows. Ties go to the earlier column.
    """
    rows, columns = len(scores), len(scores[0]) if scores else 0
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    holder = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(scores, row, row_price, column_price, holder)
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if holder[column]:
            chosen[holder[column] - 1] = column - 1
    return chosen


def _augment(
    scores: Sequence[Sequence[float]],
    row: int,
    row_price: list[float],
    column_price: list[float],
    holder: list[int],
) -> None:
    """Give one more row a column, moving others along the cheapest path."""
    columns = len(column_price) - 1
    holder[0], at = row, 0
    slack = [float("inf")] * (columns + 1)
    came_from, done = [0] * (columns + 1), [False] * (columns + 1)
    while holder[at]:
        done[at] = True
        here, delta, nearest = holder[at], float("inf"), 0
        for column in range(1, columns + 1):
            if done[column]:
                continue
            cost = -scores[here - 1][column - 1] - row_price[here] - column_price[column]
            if cost < slack[column]:
                slack[column], came_from[column] = cost, at
            if slack[column] < delta:
                delta, nearest = slack[column], column
        for column in range(columns + 1):
            if done[column]:
                row_price[holder[column]] += delta
                column_price[column] -= delta
            else:
                slack[column] -= delta
        at = nearest
    while at:
        holder[at] = holder[came_from[at]]
        at = came_from[at]

"""The results as CSV: one row a characteristic, with the stamps behind it, since a CSV has no other place for them."""

import csv
from io import StringIO

from app.documents.columns import RESULTS, Cell, columns_for, stamps
from app.documents.paper import Paper
from app.spreadsheets import BYTE_ORDER_MARK, defuse

STAMPS = ("Council", "Assessment", "As at", "Target date", "State", "Version", "Model", "Model version")


def results_csv(paper: Paper) -> str:
    columns, said = columns_for(paper, RESULTS), stamps(paper)
    stamped = _written([said[name] for name in STAMPS])
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow([*(column.heading for column in columns), *STAMPS])
    for row in paper.rows:
        writer.writerow(_written([column.read(paper, row) for column in columns]) + stamped)
    return BYTE_ORDER_MARK + table.getvalue()


def _written(cells: list[Cell]) -> list[Cell]:
    """A number stays one: -1 is no formula."""
    return [defuse(cell) if isinstance(cell, str) else cell for cell in cells]

"""The results as CSV: one row a characteristic, with the stamps behind it, since a CSV has no other place for them."""

import csv
from datetime import date
from io import StringIO

from app.documents.columns import RESULTS, Cell, columns_for, stamps
from app.documents.paper import Paper
from app.spreadsheets import BYTE_ORDER_MARK, defuse

STAMPS = ("Council", "Assessment", "As at", "Target date", "State", "Version", "Model", "Model version")


def results_csv(paper: Paper) -> str:
    columns, said = columns_for(paper, RESULTS), stamps(paper)
    stamped = [_written(said[name]) for name in STAMPS]
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow([*(column.heading for column in columns), *STAMPS])
    for row in paper.rows:
        writer.writerow([*(_written(column.read(paper, row)) for column in columns), *stamped])
    return BYTE_ORDER_MARK + table.getvalue()


def _written(cell: Cell) -> str | int:
    """A number stays one: -1 is no formula."""
    if cell is None or isinstance(cell, int):
        return "" if cell is None else cell
    return cell.isoformat() if isinstance(cell, date) else defuse(cell)

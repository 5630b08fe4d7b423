"""Results as Excel, CSV and JSON."""

from io import BytesIO

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from app.documents.asked import file_name, get_paper, not_kept
from app.documents.csv_out import results_csv
from app.documents.excel_out import results_excel
from app.documents.import_routes import bp as imports
from app.documents.json_out import results_json
from app.documents.paper import Paper
from app.documents.results_file import schema_text
from app.security import public

bp = Blueprint("data", __name__)
bp.register_blueprint(imports)

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/assessments/<int:assessment_id>/summary.xlsx")
def excel(assessment_id: int) -> ResponseReturnValue:
    paper = get_paper(assessment_id)
    return _send(results_excel(paper), EXCEL, paper, "xlsx")


@bp.get("/assessments/<int:assessment_id>/summary.csv")
def csv(assessment_id: int) -> ResponseReturnValue:
    paper = get_paper(assessment_id)
    return _send(results_csv(paper).encode(), "text/csv; charset=utf-8", paper, "csv")


@bp.get("/assessments/<int:assessment_id>/summary.json")
def json(assessment_id: int) -> ResponseReturnValue:
    """Nobody’s own responses, named or not: those are read where the position is agreed."""
    paper = get_paper(assessment_id)
    return _send(results_json(paper).encode(), "application/json", paper, "json")


@bp.get("/results.schema.json")
@public
def schema() -> ResponseReturnValue:
    return Response(schema_text(), mimetype="application/schema+json")


def _send(content: bytes, kind: str, paper: Paper, ending: str) -> Response:
    name = file_name(paper, "results", ending)
    return not_kept(send_file(BytesIO(content), kind, as_attachment=True, download_name=name))

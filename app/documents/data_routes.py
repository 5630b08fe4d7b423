"""Results as Excel, CSV and JSON."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.documents.asked import file_name, get_paper, send_document
from app.documents.csv_out import results_csv
from app.documents.excel_out import results_excel
from app.documents.import_routes import bp as imports
from app.documents.json_out import results_json
from app.documents.results_file import schema_text
from app.security import public

bp = Blueprint("data", __name__)
bp.register_blueprint(imports)


@bp.get("/assessments/<int:assessment_id>/summary.xlsx")
def excel(assessment_id: int) -> ResponseReturnValue:
    paper = get_paper(assessment_id)
    return send_document(results_excel(paper), file_name(paper, "results", "xlsx"))


@bp.get("/assessments/<int:assessment_id>/summary.csv")
def csv(assessment_id: int) -> ResponseReturnValue:
    paper = get_paper(assessment_id)
    return send_document(results_csv(paper).encode(), file_name(paper, "results", "csv"))


@bp.get("/assessments/<int:assessment_id>/summary.json")
def json(assessment_id: int) -> ResponseReturnValue:
    """Nobody’s own responses, named or not: those are read where the position is agreed."""
    paper = get_paper(assessment_id)
    return send_document(results_json(paper).encode(), file_name(paper, "results", "json"))


@bp.get("/results.schema.json")
@public
def schema() -> ResponseReturnValue:
    return Response(schema_text(), mimetype="application/schema+json")

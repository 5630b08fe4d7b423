"""All that knows htmx: which answer a request wants, a page or a fragment of one."""

from flask import Response, make_response, render_template, request


def wants_fragment() -> bool:
    """True when htmx will swap our answer into part of the page already on screen."""
    return request.headers.get("HX-Request-Type") == "partial"


def render(page: str, fragment: str, status: int = 200, **context: object) -> Response:
    """Answer with the fragment if htmx asked for one, otherwise with the whole page."""
    response = make_response(render_template(fragment if wants_fragment() else page, **context), status)
    response.vary.add("HX-Request-Type")
    return response


def render_problem(text: str, status: int, **context: object) -> Response:
    """Answer htmx with a line for the page's problem box, whatever the request was aimed at."""
    response = make_response(render_template("errors/_problem.html", text=text, **context), status)
    response.headers["HX-Retarget"] = "#problem"
    # Morphed and not replaced: a link that is being clicked stays itself.
    response.headers["HX-Reswap"] = "innerMorph"
    response.vary.add("HX-Request-Type")
    return response

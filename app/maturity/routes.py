"""The models, open to anybody: what is asked, and what each level looks like."""

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from app.accounts.council import is_hub_public
from app.maturity.definitions import Model, Theme
from app.maturity.glossary import alphabetical
from app.maturity.tables import ModelVersion
from app.maturity.versions import current_versions, model_of, version_in_force
from app.resources.fit import Shelf, shelves_of
from app.security import public

bp = Blueprint("maturity", __name__)


@bp.get("/model")
@public
def models() -> ResponseReturnValue:
    """Every model in its current version; the model itself where there is only one."""
    versions = current_versions()
    if len(versions) == 1:
        return show_model(versions[0])
    return render_template("maturity/models.html", models=[model_of(version) for version in versions])


@bp.get("/model/<model>")
@public
def model(model: str) -> ResponseReturnValue:
    return show_model(get_version(model))


@bp.get("/model/<model>/glossary")
@public
def glossary(model: str) -> ResponseReturnValue:
    """The sector's terms in alphabetical order, whatever the order of the file."""
    shown = model_of(get_version(model))
    if not shown.glossary:
        abort(404)
    return render_template("maturity/glossary.html", model=shown, terms=alphabetical(shown))


@bp.get("/model/<model>/<theme>")
@public
def theme(model: str, theme: str) -> ResponseReturnValue:
    """A theme with the descriptors of all its characteristics, and the way to its neighbours."""
    version = get_version(model)
    shown = model_of(version)
    found = shown.find_theme(theme) or abort(404)
    before, after = neighbours(shown, found)
    return render_template(
        "maturity/theme.html",
        model=shown,
        theme=found,
        before=before,
        after=after,
        version_id=version.id,
        shelves=_shelves(shown, found),
    )


def _shelves(model: Model, theme: Theme) -> dict[str, Shelf]:
    """Resources by code, for those who may see any."""
    if g.user is None and not is_hub_public():
        return {}
    return shelves_of(model, [characteristic.code for characteristic in theme.characteristics])


def get_version(model_id: str) -> ModelVersion:
    return version_in_force(model_id) or abort(404)


def show_model(version: ModelVersion) -> str:
    return render_template("maturity/model.html", model=model_of(version), version=version)


def neighbours(model: Model, theme: Theme) -> tuple[Theme | None, Theme | None]:
    at = model.themes.index(theme)
    return (model.themes[at - 1] if at else None), next(iter(model.themes[at + 1 :]), None)

"""All that a page or document shows of one assessment, read once: as it stands, or as it was signed off."""

from dataclasses import dataclass, replace

from flask import abort, g, request

from app.assessment.access import get_assessment, require
from app.assessment.roles import May
from app.assessment.saving import Saved, Sheet, position_sheet, positions_of
from app.assessment.tables import Assessment, Stage
from app.maturity.definitions import Model
from app.position.comparing import ComparisonFigures, find_comparison
from app.position.snapshot import Signed, find_sign_off, frozen_assessment, frozen_model
from app.resources.fit import Fit, resources_for_each
from app.results.figures import Figures, figures_of


@dataclass(frozen=True, slots=True)
class Result:
    assessment: Assessment
    """Of a signed-off one as it was then: a copy, which cannot be saved."""
    model: Model
    positions: dict[str, Saved]
    """By code; a characteristic that nobody has touched has none."""
    figures: Figures
    signed: Signed | None = None
    """The version that this is read from; none for a draft."""

    @property
    def status(self) -> str:
        """What stands on the cover."""
        if self.signed is not None:
            return f"Signed off by {self.signed.snapshot.sponsor}, version {self.signed.version}"
        if self.assessment.correction:
            return "Draft of a correction, not signed off"
        is_agreed = self.assessment.stage is Stage.AGREED
        return "Agreed, not signed off yet" if is_agreed else "Draft, not agreed yet"


def result_of(assessment: Assessment, version: int | None = None, *, is_draft: bool = False) -> Result:
    """What was signed off last, or that version; where nothing was, or for a draft, the position as it stands."""
    signed = None if is_draft else find_sign_off(assessment, version)
    if signed is not None:
        return _signed_result(assessment, signed)
    positions = positions_of(assessment)
    return Result(assessment, assessment.model, positions, figures_of(assessment.model, positions))


def sheet_shown(assessment: Assessment) -> Sheet:
    """The position for the pages that show and edit it: what was signed off, until a correction of it is begun."""
    sheet = position_sheet(assessment)
    is_signed = assessment.stage is Stage.SIGNED_OFF
    return replace(sheet, frozen=result_of(assessment).positions) if is_signed else sheet


def _signed_result(assessment: Assessment, signed: Signed) -> Result:
    snapshot = signed.snapshot
    model, positions = frozen_model(assessment, snapshot), snapshot.positions
    return Result(frozen_assessment(assessment, snapshot), model, positions, figures_of(model, positions), signed)


def get_result(assessment_id: int) -> Result:
    """What the request asks for: `?signed=1` is that version, `?draft=1` a correction that is being prepared."""
    assessment = get_assessment(assessment_id)
    if "draft" in request.args and assessment.correction:
        require(May.SEE_POSITION)
        return result_of(assessment, is_draft=True)
    if not g.standing.sees_result:
        require(May.SEE_POSITION)
    version = request.args.get("signed")
    result = result_of(assessment, _number(version)) if version else result_of(assessment)
    if version and result.signed is None:
        abort(404)
    return result


def comparison_in(result: Result) -> ComparisonFigures | None:
    """How the groups compare, of the version that the result is read from."""
    return result.signed.snapshot.comparison if result.signed else find_comparison(result.assessment)


def _number(version: str) -> int:
    return int(version) if version.isascii() and version.isdigit() and len(version) < 5 else 0


def reading_for(result: Result) -> dict[str, Fit]:
    """What is worth reading, by the code of every characteristic with a gap."""
    current = {row.code: row.current for row in result.figures.rows if row.current is not None and (row.gap or 0) > 0}
    return resources_for_each(result.model, current)

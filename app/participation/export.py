"""All that is held about one person of an assessment, as JSON, for a request that came on paper."""

import json
from datetime import datetime
from typing import Any

from app.assessment.tables import Assessment
from app.participation.answers import OwnAnswer, answers_json, own_answers
from app.participation.links import happenings_of
from app.participation.tables import Participant


def person_json(assessment: Assessment, participant: Participant) -> str:
    """As the person downloads it themselves, and with what happened to their link."""
    answers = own_answers(assessment, participant.id, list(assessment.model.themes))
    held: dict[str, Any] = json.loads(answers_json(assessment, participant, answers))
    held["answers"] = [answer for answer, read in zip(held["answers"], answers, strict=True) if _holds(read)]
    more = {
        "role": participant.role,
        "themes": participant.themes.split(),
        "added": _moment(participant.added_at),
        "withdrawn": _moment(participant.withdrawn_at),
        "private link": [{"at": _moment(it.at), "what": it.what} for it in reversed(happenings_of(participant.id))],
    }
    return json.dumps(held | more, ensure_ascii=False, indent=2)


def _holds(answer: OwnAnswer) -> bool:
    return not answer.is_empty or bool(answer.late_note)


def _moment(value: datetime | None) -> str | None:
    return value.isoformat(timespec="seconds") if value else None

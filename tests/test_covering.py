"""The ready paragraphs of the covering report, sentence by sentence: what a committee reads, and when it reads it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.assessment.dates import add_months
from app.assessment.tables import Privacy, Stage
from app.documents.covering import covering_of
from app.documents.covering_findings import Passage
from app.documents.paper import Paper
from app.documents.phrases import AS_FAR_APART, facts_of, more_in_words, restricted_of, texts_of, unrestricted_of
from app.plan.tables import Progress
from app.words import date_in_words
from tests import plans, voices
from tests.said import owner_and_paper

NOT_ENOUGH = "There is no comparison, because fewer than five people answered: single answers could be recognised."
RULE = (
    "A group is shown where at least five of it gave a level, and where nobody’s answer can be worked out from what is "
    "shown. Where that would be possible, another group or the whole characteristic is left out as well."
)
TODAY, REVIEW = date_in_words(date.today()), date(2027, 5, 1)
TARGET = add_months(date.today(), 18)


@pytest.fixture
def number(app: Flask) -> int:
    """Done together, and agreed."""
    return plans.agreed(app)


def paper(app: Flask, number: int, *, is_public: bool = False, **changes: Any) -> Paper:
    with app.test_request_context():
        return replace(owner_and_paper(number, is_public=is_public)[1], **changes)


def passage(paper: Paper, heading: str, *, is_alone: bool = False) -> Passage:
    (found,) = [one for one in covering_of(paper, is_alone=is_alone) if one.heading == heading]
    return found


def answered(app: Flask, privacy: Privacy = Privacy.GROUPED, members: int = 5, officers: int = 6) -> int:
    """Separately on one characteristic, members lower than officers; the window is closed."""
    number = voices.start(app, privacy)
    for place, person in enumerate(voices.add_people(app, number, members, officers)):
        voices.answer(app, person, "UP1", current=1 + place % 2 + 2 * (place >= members), target=4, evidence=1)
    voices.close(app, number)
    return number


def test_the_passages_come_in_their_order(app: Flask, number: int) -> None:
    wanted = ["Purpose", "Method", "Who took part", "Findings: strengths", "Findings: areas for improvement"]
    wanted += ["Priorities", "Risks", "Next review", "Recommendation"]
    assert [one.heading for one in covering_of(paper(app, number))] == wanted


# Background and purpose


def test_what_the_council_always_begins_with_has_a_heading_of_its_own(app: Flask, number: int) -> None:
    first = covering_of(paper(app, number, covering_text="Our plan.\n\n \n\nOur values.\n"))[0]
    assert first == Passage("Background", ("Our plan.", "Our values."))


@pytest.mark.parametrize(("is_alone", "where"), [(False, "the appendix"), (True, "the accompanying summary")])
def test_the_purpose_says_what_it_is_and_where_the_results_are(
    app: Flask, number: int, is_alone: bool, where: str
) -> None:
    assert passage(paper(app, number), "Purpose", is_alone=is_alone).paragraphs == (
        f"This report presents the self-assessment “{plans.TITLE}” of Anytown Borough Council: where the council is as "
        f"at {TODAY}, where it wants to be by {date_in_words(TARGET)}, and what it will do first. The results in full "
        f"are in {where}.",
    )


# Method


def test_the_method_says_what_was_recorded_and_that_there_is_no_score(app: Flask, number: int) -> None:
    said, _, status = passage(paper(app, number), "Method").paragraphs
    assert said == (
        "The council assessed itself against Characteristics of efficient and intelligent councils, version 1.0. The "
        "model describes 27 characteristics in five themes, each at five levels from Minimum to Innovator. A level is "
        "held only if it and every lower one are met. For each characteristic the council recorded its current level, "
        "its target level and the strength of its evidence. There is no overall score."
    )
    assert status == "27 of 27 characteristics are answered. Status: Agreed, not signed off yet."


JOINTLY = "recorded jointly, one characteristic at a time."
TO_AGREE = "The position will be agreed with their answers in view."
AGREED = "The position was then agreed with their answers in view; it is not an average of them."


@pytest.mark.parametrize(("stage", "said"), [(Stage.OPEN, "is being"), (Stage.AGREED, "was")])
def test_a_position_is_not_called_recorded_before_it_is(app: Flask, stage: Stage, said: str) -> None:
    draft = paper(app, plans.agreed(app, stage_set=stage))
    assert passage(draft, "Method").paragraphs[1] == f"The position {said} {JOINTLY}"


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.PREPARING, f"Participants answer individually and in private. {TO_AGREE}"),
        (Stage.OPEN, f"Participants answer individually and in private. {TO_AGREE}"),
        (Stage.CLOSED, f"Participants answered individually and in private. {TO_AGREE}"),
        (Stage.AGREED, f"Participants answered individually and in private. {AGREED}"),
    ],
)
def test_a_position_is_not_called_agreed_before_it_is(app: Flask, stage: Stage, said: str) -> None:
    assert passage(paper(app, voices.start(app, stage=stage)), "Method").paragraphs[1] == said


def test_answers_with_names_are_not_called_private(app: Flask) -> None:
    named = paper(app, voices.start(app, Privacy.NAMED, Stage.AGREED))
    assert passage(named, "Method").paragraphs[1] == f"Participants answered individually. {AGREED}"


def test_what_was_signed_off_stays_agreed_while_it_is_corrected(app: Flask, number: int) -> None:
    plans.sign(app, number)
    voices.set_stage(app, number, Stage.OPEN)
    signed = paper(app, number)
    assert signed.signed_on
    assert passage(signed, "Method").paragraphs[1] == f"The position was {JOINTLY}"


# Who took part


def test_done_together_nobody_answered_separately(app: Flask, number: int) -> None:
    wanted = "Members and officers did not answer separately."
    assert passage(paper(app, number), "Who took part").paragraphs == ("Lena Lead led the assessment.", wanted)
    assert passage(paper(app, number, is_public=True), "Who took part").paragraphs == (wanted,)


def test_who_took_part_is_said_as_far_as_it_may_be(app: Flask) -> None:
    assert passage(paper(app, answered(app)), "Who took part").paragraphs[1:] == (
        "11 people answered individually and in private.",
        "Up to 5 members and 6 officers answered any one characteristic.",
        RULE,
    )


def test_where_too_few_answered_it_says_no_number(app: Flask) -> None:
    few = paper(app, answered(app, members=1, officers=2))
    assert passage(few, "Who took part").paragraphs[1:] == (NOT_ENOUGH,)
    assert "Findings: where views differ" not in [one.heading for one in covering_of(few)]


def test_where_answers_had_names_there_is_no_word_of_privacy(app: Flask) -> None:
    number = answered(app, Privacy.NAMED, members=1, officers=2)
    assert passage(paper(app, number), "Who took part").paragraphs[1:] == (
        "3 people answered individually.",
        "Up to 1 member and 2 officers answered any one characteristic.",
    )
    assert passage(paper(app, number, is_public=True), "Who took part").paragraphs == (
        "Members and officers were invited to answer. How each of them answered is not part of this report.",
    )


# Findings


def test_the_strengths_are_the_highest_levels_with_their_evidence(app: Flask, number: int) -> None:
    found = passage(paper(app, number), "Findings: strengths")
    assert found.paragraphs == ("The council’s highest levels, the best evidenced first.",)
    assert len(found.points) == 5
    assert found.points[0] == "LP2 Partnership working: Leader; evidence: measured"
    assert found.points[4] == "FV5 Procurement and contracts: Mature; evidence: independently assured"
    assert found.last == ("One more has the same level and strength of evidence as the last of these.",)


def test_the_areas_for_improvement_are_the_widest_gaps(app: Flask, number: int) -> None:
    plans.change(app, number, "UP1", current=1)
    found, by = passage(paper(app, number), "Findings: areas for improvement"), f"{TARGET:%B %Y}"
    assert found.paragraphs == ("The characteristics furthest from their target.",)
    assert found.points[0] == f"UP5 Outcomes and measures: Not yet in place now, Developing by {by}: two steps"
    assert found.last == ("Two more have the same gap and current level as the last of these.",)


def test_with_nothing_found_it_says_so(app: Flask) -> None:
    empty = paper(app, voices.start(app))
    assert passage(empty, "Findings: strengths") == Passage(
        "Findings: strengths", ("No characteristic stands at a level yet.",)
    )
    assert passage(empty, "Findings: areas for improvement").paragraphs == (
        "No target is above the current level yet.",
    )


def test_where_views_differ_is_a_finding(app: Flask) -> None:
    found = passage(paper(app, answered(app)), "Findings: where views differ")
    assert found.paragraphs == ("Members and officers see these furthest apart.",)
    assert found.points == ("UP1 Local insight: Members see it at Minimum, officers between Mature and Leader.",)


# Priorities and plan


def test_without_priorities_and_actions_it_says_so(app: Flask, number: int) -> None:
    found = passage(paper(app, number), "Priorities")
    assert found.paragraphs == ("No characteristic has been marked as a priority yet.",)
    assert (found.points, found.last) == ((), ("There are no actions in the plan yet.",))


def test_priorities_are_chosen_or_candidates(app: Flask, number: int) -> None:
    plans.change(app, number, "UP2", is_priority=True)
    assert passage(paper(app, number), "Priorities").paragraphs == ("One candidate priority is proposed.",)
    plans.change(app, number, "UP1", is_priority=True)
    assert passage(paper(app, number), "Priorities").paragraphs == ("Two candidate priorities are proposed.",)
    plans.focus(app, number, "UP1", is_priority=True)
    assert passage(paper(app, number), "Priorities").paragraphs == ("The council has chosen one priority.",)


def test_each_priority_says_how_many_actions_lead_to_it_and_what_is_due_next(app: Flask, number: int) -> None:
    for code in ("UP1", "UP2", "UP4"):
        plans.focus(app, number, code, is_priority=True)
    plans.add_action(app, number, "UP1", due_on=date(2027, 3, 1), status=Progress.COMPLETE)
    plans.add_action(app, number, "UP1", due_on=date(2027, 6, 30))
    plans.add_action(app, number, "UP2", status=Progress.STOPPED)
    plans.add_action(app, number, "UP4")
    by = f"{TARGET:%B %Y}"
    assert passage(paper(app, number), "Priorities").points == (
        f"UP1 Local insight: Developing now, Mature by {by}: one step; 2 actions, next due 30 June 2027",
        f"UP2 Community voice: Minimum now, Mature by {by}: two steps; no action yet",
        f"UP4 Future demand: Developing now and by {by}: hold; 1 action",
    )


def test_a_plan_that_the_reader_may_not_see_is_not_called_empty(app: Flask, number: int) -> None:
    plans.change(app, number, "UP1", is_priority=True)
    hidden = paper(app, number, has_plan=False)
    found, without = passage(hidden, "Priorities"), "The plan is not part of this copy."
    assert (found.points[0][-8:], found.last) == ("one step", (without,))
    assert not any("No action" in point for point in passage(hidden, "Risks").points)
    assert passage(hidden, "Next review").paragraphs == (without,)


DONE, STOPPED, LATE, BEGUN = Progress.COMPLETE, Progress.STOPPED, Progress.DELAYED, Progress.ON_TRACK


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([DONE, STOPPED, LATE], "3 actions: 1 complete, 1 stopped and 1 still to be finished."),
        ([DONE, BEGUN, LATE], "3 actions: 1 complete and 2 still to be finished."),
        ([BEGUN], "1 action, which is still to be finished."),
        ([DONE, DONE], "2 actions, all complete."),
    ],
)
def test_the_plan_says_how_its_actions_stand(app: Flask, number: int, statuses: list[Progress], said: str) -> None:
    for status in statuses:
        plans.add_action(app, number, "UP1", status=status)
    assert passage(paper(app, number), "Priorities").last == (f"The plan has {said}",)


# Risks


def risks(app: Flask, number: int, **changes: Any) -> tuple[str, ...]:
    found = passage(paper(app, number, **changes), "Risks")
    assert found.paragraphs == ("The figures point to these risks:",)
    return found.points


def test_without_any_it_says_so(app: Flask) -> None:
    assert passage(paper(app, voices.start(app)), "Risks").paragraphs == (
        "The figures themselves point to no particular risk.",
    )


def test_a_priority_without_an_action_is_a_risk_and_a_planned_one_is_not(app: Flask, number: int) -> None:
    for code in ("UP1", "UP3", "UP4"):
        plans.focus(app, number, code, is_priority=True)
    plans.add_action(app, number, "UP4", status=Progress.NOT_STARTED)
    plans.add_action(app, number, "UP1", status=Progress.STOPPED)
    names = "UP1 Local insight and UP3 Clear priorities"
    assert risks(app, number)[0] == f"No action is planned for {names}, so the targets may not be met."


@pytest.mark.parametrize(("late", "said"), [(1, "1 action in the plan is"), (2, "2 actions in the plan are")])
def test_late_actions_are_a_risk(app: Flask, number: int, late: int, said: str) -> None:
    for status in [Progress.AT_RISK, Progress.DELAYED][:late]:
        plans.add_action(app, number, "UP1", status=status)
    assert risks(app, number)[0] == f"{said} at risk or delayed."


def test_two_levels_are_ambitious_within_18_months_and_not_beyond(app: Flask, number: int) -> None:
    for code in ("UP2", "UP5"):
        plans.focus(app, number, code, is_priority=True)
        plans.add_action(app, number, code)
    assert risks(app, number)[0] == (
        "The targets for UP2 Community voice and UP5 Outcomes and measures are two or more levels above where the "
        f"council is now, which is ambitious for {date_in_words(TARGET)}."
    )
    assert "ambitious" not in " ".join(risks(app, number, target_date=add_months(date.today(), 24)))


def test_thin_evidence_is_a_risk_by_name_and_beyond_five_by_number(app: Flask, number: int) -> None:
    names = (
        "LP3 Stronger communities, OG1 Political and managerial leadership, UP2 Community voice, "
        "FV1 Medium-term planning and OG4 Risk, audit and assurance"
    )
    assert risks(app, number)[0] == (
        f"The levels of {names} rest on assertion alone or on no evidence, and may be challenged."
    )
    for code in ("UP1", "UP3", "UP4"):
        plans.change(app, number, code, evidence=None)
    said = risks(app, number)[0]
    begins = "The levels of 8 characteristics rest on assertion alone or on no evidence, and may be challenged: first "
    assert said.startswith(f"{begins}UP3 Clear priorities, ")
    assert said.endswith("LP3 Stronger communities and OG1 Political and managerial leadership.")


def test_a_single_one_is_said_in_the_singular(app: Flask, number: int) -> None:
    for code in ("LP3", "OG1", "FV1", "OG4"):
        plans.change(app, number, code, evidence=3)
    assert risks(app, number)[0] == (
        "The level of UP2 Community voice rests on assertion alone or on no evidence, and may be challenged."
    )


def test_what_nobody_knows_is_a_risk(app: Flask, number: int) -> None:
    assert risks(app, number)[-1] == "The council does not yet know where it stands on 1 characteristic."


# Next review and recommendation


def test_the_next_review_has_its_day_where_one_is_planned(app: Flask, number: int) -> None:
    assert passage(paper(app, number), "Next review").paragraphs == (
        "No review is planned yet. It is usual to look again after 6, 12 and 18 months.",
    )
    assert passage(paper(app, number, next_review=REVIEW), "Next review").paragraphs == (
        "The council will review progress on 1 May 2027.",
    )
    plans.focus(app, number, "UP1", is_priority=True)
    assert passage(paper(app, number, next_review=REVIEW), "Next review").paragraphs == (
        "The council will review progress on each priority on 1 May 2027.",
    )


def recommended(paper: Paper, *, is_alone: bool = False) -> tuple[str, ...]:
    found = passage(paper, "Recommendation", is_alone=is_alone)
    assert found.paragraphs[0] == "The committee is recommended to:"
    return found.paragraphs[1:]


def test_a_draft_without_priorities_is_only_noted(app: Flask, number: int) -> None:
    assert recommended(paper(app, number)) == (
        f"(a) note the results of the self-assessment “{plans.TITLE}” as at {TODAY}, which are not yet signed off; and",
        "(b) receive a report on progress within six months.",
    )


def test_what_is_signed_off_is_noted_and_its_priorities_and_plan_approved(app: Flask, number: int) -> None:
    plans.focus(app, number, "UP1", is_priority=True)
    plans.add_action(app, number, "UP1")
    plans.sign(app, number)
    signed = paper(app, number, next_review=REVIEW)
    first, second, third = recommended(signed)
    assert first == f"(a) note the signed-off results of the self-assessment “{plans.TITLE}” as at {TODAY};"
    assert second == "(b) approve the priorities and the plan set out in the appendix; and"
    assert third == "(c) receive a report on progress after 1 May 2027."
    assert recommended(signed, is_alone=True)[1].endswith("set out in the accompanying summary; and")


def test_candidates_are_considered_and_not_approved(app: Flask, number: int) -> None:
    plans.change(app, number, "UP1", is_priority=True)
    assert recommended(paper(app, number))[1] == "(b) consider the candidate priorities set out in the appendix; and"


def test_a_plan_without_priorities_is_approved_alone(app: Flask, number: int) -> None:
    plans.add_action(app, number, "UP1")
    assert recommended(paper(app, number))[1] == "(b) approve the plan set out in the appendix; and"


# What all documents share


def test_a_correction_says_its_reason_as_it_was_typed(app: Flask, number: int) -> None:
    facts = facts_of(paper(app, number, correction="A figure\nwas wrong."))
    assert ("Reason for the correction", "A figure\nwas wrong.", True) in facts
    assert [name for name, _, is_typed in facts if is_typed] == ["Reason for the correction"]


def test_what_is_restricted_is_apart_from_what_everybody_may_see(app: Flask, number: int) -> None:
    plans.change(app, number, "UP1", note="Seen", restricted_note="Hush")
    row = paper(app, number).rows[0]
    assert unrestricted_of(row) == [("Note", "Seen")]
    assert restricted_of(row) == [("Restricted note, not for publication", "Hush")]
    assert texts_of(row) == [*unrestricted_of(row), *restricted_of(row)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (0, ""),
        (1, "One more has medians as far apart as the last of these."),
        (12, "12 more have medians as far apart as the last of these."),
    ],
)
def test_what_ranks_with_the_last_is_counted(more: int, said: str) -> None:
    assert more_in_words(more, AS_FAR_APART) == said

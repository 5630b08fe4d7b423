"""Publishing beside answers: what a new version must keep, what a dry run says of it, and that nothing is lost."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Table, delete, select

from app import create_app
from app.accounts.tables import Role, User
from app.assessment.tables import Assessment, Position
from app.database import Base, db, utc_now, writing
from app.maturity.cli import model_commands
from app.maturity.publishing import publish_file
from app.maturity.versions import current_versions
from app.results.figures import Kind

SMALL = (Path(__file__).parent / "models/small.yaml").read_text(encoding="utf-8")
RESERVES = SMALL[SMALL.index("      - code: FV2") :]
NEXT = SMALL.replace('"1.0"', '"1.1"')


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model file in the folder where commands are typed."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "model.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.fixture
def app(migrated: Path, tmp_path: Path, file: Path) -> Iterator[Flask]:
    """The small model in force, and two assessments on it: both have answers to FV2, one to FV1."""
    app = create_app({"INSTANCE": str(shutil.copytree(migrated, tmp_path / "instance"))})
    with app.app_context():
        publish_file(file, None)
        with writing():
            db.session.add(User(name="Lena", email="lena@anytown.example", role=Role.USER))
        begin("Self-assessment 2025", "FV2")
        begin("Self-assessment 2026", "FV1", "FV2")
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


def begin(title: str, *codes: str) -> None:
    """An assessment with an answer to each of these."""
    with writing():
        days = {"as_at": date(2026, 4, 1), "target_date": date(2027, 10, 1)}
        assessment = Assessment(title=title, lead_id=1, model_version_id=current_versions()[0].id, **days)
        db.session.add(assessment)
        db.session.flush()
        for code in codes:
            answer = {"kind": Kind.LEVEL, "current": 2, "saved_by_id": 1, "form_id": ""}
            db.session.add(Position(assessment_id=assessment.id, code=code, **answer))


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(model_commands, ["publish", "model.yaml", *arguments])


def rows(app: Flask) -> dict[str, list[object]]:
    """Everything that is in the database."""
    with app.app_context():
        tables: list[Table] = Base.metadata.sorted_tables
        return {table.name: [tuple(row) for row in db.session.execute(select(table))] for table in tables}


def replaced(*replacements: tuple[str, str]) -> str:
    text = NEXT
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


SWAPPED = replaced(
    ("code: FV1\n        slug: budget", "code: FV0\n        slug: nothing"),
    ("code: FV2\n        slug: reserves", "code: FV1\n        slug: budget"),
    ("code: FV0\n        slug: nothing", "code: FV2\n        slug: reserves"),
)
KEEP_LEVEL = "and answers are kept by number. Keep its number, or give the model another id."
# Each line repeats the one above nine times: 387,420,489 words at the end.
BOMB = "".join(f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" if n else "  - &a0 [boom]\n" for n in range(9))
DEFUSED = [
    "6:3: credit: This must be a text, not a list. Write a sentence or two on what the model draws on.",
    "6:5: credit › item 1: Take out the &a0 here. Parts of a model are written out in full.",
    *(
        fault
        for n in range(1, 9)
        for fault in (
            f"{6 + n}:5: credit › item {n + 1}: Take out the &a{n} here. Parts of a model are written out in full.",
            *(
                f"{6 + n}:{10 + 5 * at}: credit › item {n + 1} › item {at + 1}: Take out the *a{n - 1} here and write "
                "the part that it repeats out in full."
                for at in range(9)
            ),
        )
    ),
]

BAD = {
    "a code with answers that is dropped": (
        replaced((RESERVES, "")),
        [
            "20:5: themes › finance: FV2 has answers in 2 assessments and is missing here. Put it back, or list it "
            "under retired: with why."
        ],
    ),
    "a theme with answers that is dropped": (
        replaced(
            (
                SMALL[SMALL.index("  - slug: finance") :],
                "  - slug: place\n    title: Place\n    question: Where?\n"
                "    characteristics:\n" + RESERVES.replace("FV2", "UP1").replace("slug: reserves", "slug: area"),
            )
        ),
        [
            "19:1: themes: FV1 has answers in 1 assessment and is missing here. Put it back, or list it under "
            "retired: with why.",
            "19:1: themes: FV2 has answers in 2 assessments and is missing here. Put it back, or list it under "
            "retired: with why.",
        ],
    ),
    "a code with answers that is renamed": (
        replaced(("code: FV2", "code: FV9")),
        [
            "20:5: themes › finance: FV2 has answers in 2 assessments and is missing here. Put it back, or list it "
            "under retired: with why.",
            "37:15: themes › finance › FV9 › slug: “reserves” belongs to FV2 in version 1.0, and answers are kept by "
            "code. Put FV2 back here, or write another slug.",
        ],
    ),
    "two codes that are swapped": (
        replaced(("code: FV2", "code: FV0"), ("code: FV1", "code: FV2"), ("code: FV0", "code: FV1")),
        [
            "25:15: themes › finance › FV2 › slug: “budget” belongs to FV1 in version 1.0, and answers are kept by "
            "code. Put FV1 back here, or write another slug.",
            "37:15: themes › finance › FV1 › slug: “reserves” belongs to FV2 in version 1.0, and answers are kept by "
            "code. Put FV2 back here, or write another slug.",
        ],
    ),
    "two characteristics that change places under their codes and slugs": (
        SWAPPED,
        [
            "24:15: themes › finance › FV2 › code: “Budget” is FV1 in version 1.0 and FV2 here, and answers are kept "
            "by code. Put FV1 and its slug back here.",
            "36:15: themes › finance › FV1 › code: “Reserves” is FV2 in version 1.0 and FV1 here, and answers are kept "
            "by code. Put FV2 and its slug back here.",
        ],
    ),
    "a code misspelt": (
        replaced(("code: FV2", "code: fv2")),
        [
            "36:15: themes › finance › fv2 › code: “fv2” cannot be used here. Write one to four capital letters and a "
            "number, such as AB1: stable for ever, because answers are kept under it."
        ],
    ),
    "levels that are renumbered": (
        replaced(("name: One,", "name: Zero,"), ("name: Two,", "name: one ,"), ("name: Three,", "name: Two,")),
        [
            f"11:23: levels › 2 › name: one was level 1 in version 1.0, {KEEP_LEVEL}",
            f"12:23: levels › 3 › name: Two was level 2 in version 1.0, {KEEP_LEVEL}",
        ],
    ),
    "an unknown part of a framework": (
        replaced(
            ("why: Rain comes.", "why: Rain comes.\n        maps_to: {best-value: [use]}"),
            (
                "themes:\n",
                "frameworks:\n  - {id: best-value, title: Best Value, publisher: Us, url: https://a.example, "
                "parts: [{id: services, title: Services}]}\nthemes:\n",
            ),
        ),
        [
            "43:32: themes › finance › FV2 › maps_to › best-value › item 1: best-value has no part “use”. Its parts "
            "are services."
        ],
    ),
    "a slug twice": (
        replaced(("slug: reserves", "slug: budget")),
        ["37:15: themes › finance › FV2 › slug: The slug “budget” is already used in line 25. Write another."],
    ),
    "a level missing": (
        replaced(("          3: {descriptor: It follows from risk.}\n", "")),
        ["41:9: themes › finance › FV2 › levels: Level 3 is missing. Write 3: with its descriptor."],
    ),
    "a level more than are named": (
        replaced(("risk.}\n", "risk.}\n          4: {descriptor: Too far.}\n")),
        [
            "45:11: themes › finance › FV2 › levels: The model has no level 4: its levels go from 1 to 3. Take this "
            "one out."
        ],
    ),
    "a wrong type": (
        replaced(("title: Finance", "title: [Finance]")),
        ["21:12: themes › finance › title: This must be a text, not a list. Write a title of a few words."],
    ),
    "aliases that blow up in size": (
        NEXT.replace("credit: Made up.\n", f"credit:\n{BOMB}"),
        DEFUSED,
    ),
    "10 MB": (
        NEXT + "# padding\n" * 1_000_000,
        [" The file is larger than 2 MB. Check that this is the right file."],
    ),
    "UTF-16": (
        NEXT.encode("utf-16"),
        [
            "1:1: The file is in UTF-16 (“Unicode”), not UTF-8. Open it in the program it was made with and save it "
            "again, choosing the encoding UTF-8."
        ],
    ),
    "faults of every kind, all at once": (
        replaced(
            (RESERVES, ""),
            ("horizon_months: 18", "horizon_months: 36"),
            ("name: Three", "name: Two"),
            ("name: Two, meaning: The second", "name: Second, meaning: The second"),
        ),
        [
            "7:17: horizon_months: 36 is not from 12 to 24. Write the number of months from an assessment to its "
            "targets, unless its lead chooses another.",
            f"12:23: levels › 3 › name: Two was level 2 in version 1.0, {KEEP_LEVEL}",
            "20:5: themes › finance: FV2 has answers in 2 assessments and is missing here. Put it back, or list it "
            "under retired: with why.",
        ],
    ),
}


@pytest.mark.parametrize(("content", "faults"), BAD.values(), ids=BAD)
def test_a_bad_file_is_named_by_line_and_nothing_changes(
    app: Flask, file: Path, content: str | bytes, faults: list[str]
) -> None:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = rows(app)
    for arguments in ([], ["--dry-run"]):
        result = run(app, *arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        named = [line.removeprefix("model.yaml").removeprefix(":") for line in result.stderr.splitlines()]
        assert named == faults
        assert rows(app) == before


def test_a_model_without_answers_may_drop_what_it_likes(app: Flask, file: Path) -> None:
    file.write_text(replaced((RESERVES, ""), ("id: small", "id: another")), encoding="utf-8")
    assert run(app).exit_code == 0


def test_a_characteristic_may_be_copied_or_go_on_under_a_new_code_when_its_own_is_retired(
    app: Flask, file: Path
) -> None:
    copied = RESERVES.replace("FV2", "FV3").replace("slug: reserves", "slug: savings").rstrip() + "\n"
    file.write_text(NEXT + "\n" + copied, encoding="utf-8")
    assert run(app, "--dry-run").exit_code == 0
    retired = copied + "retired:\n  - {code: FV2, why: It has another code.}\n"
    file.write_text(replaced((RESERVES, retired)), encoding="utf-8")
    assert run(app, "--dry-run").exit_code == 0


def test_a_code_is_not_given_to_another_characteristic_by_moving_its_own_to_a_new_code(app: Flask, file: Path) -> None:
    moved = RESERVES.replace("FV2", "FV3").replace("slug: reserves", "slug: savings").rstrip() + "\n"
    other = RESERVES.replace("title: Reserves", "title: Debts").replace("has reserves", "has debts")
    file.write_text(replaced((RESERVES, moved + other)), encoding="utf-8")
    assert "FV3 › code: “Reserves” is FV2 in version 1.0 and FV3 here, and answers" in run(app).stderr


def test_codes_without_answers_may_change_places(app: Flask, file: Path) -> None:
    with app.app_context(), writing():
        db.session.execute(delete(Position))
    file.write_text(SWAPPED, encoding="utf-8")
    assert run(app).exit_code == 0


def test_a_code_that_is_no_text_is_a_fault_like_any_other(app: Flask, file: Path) -> None:
    file.write_text(replaced(("code: FV2", "code: {a: [b]}")), encoding="utf-8")
    assert "code: This must be a text, not a group of keys." in run(app).stderr


def test_a_code_that_nobody_answered_may_go(app: Flask, file: Path) -> None:
    added = RESERVES.replace("FV2", "FV3").replace("slug: reserves", "slug: more")
    file.write_text(NEXT + "\n" + added, encoding="utf-8")
    assert run(app).exit_code == 0
    file.write_text(NEXT.replace('"1.1"', '"1.2"'), encoding="utf-8")
    result = run(app, "--dry-run")
    assert (result.exit_code, "  Removed: FV3 Reserves." in result.stdout) == (0, True)


def test_a_cleared_answer_is_none(app: Flask, file: Path) -> None:
    with app.app_context(), writing():
        for position in db.session.scalars(select(Position).filter_by(code="FV2")):
            position.kind = position.current = None
    file.write_text(replaced((RESERVES, "")), encoding="utf-8")
    assert run(app).exit_code == 0


def test_a_note_alone_is_an_answer(app: Flask, file: Path) -> None:
    with app.app_context(), writing():
        db.session.delete(db.session.get_one(Position, (1, "FV2")))
        alone = db.session.get_one(Position, (2, "FV2"))
        alone.kind = alone.current = None
        alone.note = "Ask the treasurer"
    file.write_text(replaced((RESERVES, "")), encoding="utf-8")
    assert "FV2 has answers in 1 assessment and" in run(app).stderr


def retire(app: Flask, file: Path) -> str:
    """FV2 is retired in version 1.1. What the next version begins with."""
    retired = replaced((RESERVES, "")).rstrip() + "\nretired:\n  - {code: FV2, why: It is a part of FV1.}\n"
    file.write_text(retired, encoding="utf-8")
    assert run(app).exit_code == 0
    return retired.replace('"1.1"', '"1.2"')


def test_a_retired_code_stays_retired(app: Flask, file: Path) -> None:
    retired = retire(app, file)
    file.write_text(retired[: retired.index("retired:")], encoding="utf-8")
    assert run(app).stderr == (
        "model.yaml:1:1: retired: FV2 is retired in version 1.1 and is missing here. Put it back under retired:, so "
        "that nothing else takes its code.\n"
    )


def test_a_retired_code_never_comes_back(app: Flask, file: Path) -> None:
    retired = retire(app, file)
    other = RESERVES.replace("slug: reserves", "slug: savings").rstrip() + "\n"
    file.write_text(retired.replace("retired:", other + "retired:"), encoding="utf-8")
    assert "model.yaml:36:15: themes › finance › FV2 › code: FV2 is retired in line" in run(app).stderr
    file.write_text(retired[: retired.index("retired:")] + other, encoding="utf-8")
    assert (
        "model.yaml:36:15: themes › finance › FV2 › code: FV2 is retired since version 1.1 or earlier, and a retired "
        "code is never used again. Write another.\n"
    ) in run(app).stderr


def test_answers_on_an_older_version_count_as_well(app: Flask, file: Path) -> None:
    """FV3 is dropped while nobody has answered it, and answered in an assessment that stays on the older version."""
    added = RESERVES.replace("FV2", "FV3").replace("slug: reserves", "slug: more")
    file.write_text(NEXT + "\n" + added, encoding="utf-8")
    run(app)
    with app.app_context():
        begin("Self-assessment 2027")
    file.write_text(NEXT.replace('"1.1"', '"1.2"'), encoding="utf-8")
    assert run(app).exit_code == 0
    with app.app_context(), writing():
        answer = {"kind": Kind.LEVEL, "current": 2, "saved_by_id": 1, "form_id": ""}
        db.session.add(Position(assessment_id=3, code="FV3", **answer))
    file.write_text(NEXT.replace('"1.1"', '"1.3"').replace("Made up.", "Made by us."), encoding="utf-8")
    assert run(app).stderr.startswith("model.yaml:19:1: themes: FV3 has answers in 1 assessment and is missing here.")


def test_a_dry_run_compares_and_tells_what_each_assessment_would_meet(app: Flask, file: Path) -> None:
    with app.app_context():
        begin("Archived", "FV1")
        with writing():
            db.session.get_one(Assessment, 3).archived_at = utc_now()
            db.session.get_one(Position, (1, "FV2")).is_confirmed = False
    retired = "retired:\n  - {code: FV2, why: It is a part of FV1.}\n"
    added = RESERVES.replace("FV2", "FV3").replace("slug: reserves", "slug: more").rstrip() + "\n"
    file.write_text(
        replaced((RESERVES, added + retired), ("Members set it.", "Members vote it."), ("name: Two", "name: Second")),
        encoding="utf-8",
    )
    before = rows(app)
    result = run(app, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "model.yaml, version 1.1, beside version 1.0, which is in force:",
        "  Added: FV3 Reserves.",
        "  Removed: FV2 Reserves (retired: It is a part of FV1).",
        "  Reworded: FV1 Budget (level 1 One).",
        "  Levels: level 2, Two, is now called Second.",
        "Assessments that have begun keep their version. If moved to 1.1:",
        "  “Self-assessment 2025” (version 1.0): 1 answer, 1 left behind (FV2).",
        "  “Self-assessment 2026” (version 1.0): 2 answers, 1 of them to be confirmed (FV1), 1 left behind (FV2).",
        "Nothing was published.",
    ]
    assert rows(app) == before


def test_a_dry_run_of_more_levels_says_that_assessments_cannot_be_moved(app: Flask, file: Path) -> None:
    more = replaced(
        ("meaning: The third.}", "meaning: The third.}\n  - {number: 4, name: Four, meaning: Top.}"),
        (
            "            descriptor: Residents read it.\n",
            "            descriptor: Residents read it.\n          4: {descriptor: Others learn.}\n",
        ),
        ("risk.}\n", "risk.}\n          4: {descriptor: Others ask.}\n"),
    )
    file.write_text(more, encoding="utf-8")
    result = run(app, "--dry-run")
    assert result.exit_code == 0
    assert "“Self-assessment 2025” (version 1.0): cannot be moved, because the number of levels" in result.stdout


def test_a_dry_run_says_why_a_version_could_not_be_published_and_compares_all_the_same(app: Flask, file: Path) -> None:
    file.write_text(SMALL.replace("Members set it.", "Members vote it."), encoding="utf-8")
    result = run(app, "--dry-run")
    assert result.exit_code == 1
    assert "  Reworded: FV1 Budget (level 1 One)." in result.stdout
    assert "Version 1.0 of “A small model” is already published with other content" in result.stderr


def test_a_dry_run_of_what_is_in_force_or_wholly_new_says_so(app: Flask, file: Path) -> None:
    result = run(app, "--dry-run")
    assert result.stdout.startswith("model.yaml, version 1.0, is in force already, with this very content.\n")
    file.write_text(SMALL.replace("id: small", "id: other"), encoding="utf-8")
    result = run(app, "--dry-run")
    assert (result.exit_code, "nothing is published of the model “other” yet" in result.stdout) == (0, True)
    with app.app_context():
        assert [version.model_id for version in current_versions()] == ["small"]


def test_publishing_tells_the_same_shortly_and_takes_nothing_away(app: Flask, file: Path) -> None:
    before = rows(app)
    file.write_text(replaced(("Members set it.", "Members vote it."), ("Rain comes.", "It rains.")), encoding="utf-8")
    result = run(app)
    assert result.stdout == (
        "“A small model”, version 1.1, is published. Assessments already started keep their version.\n"
        "Beside version 1.0: reworded 1, other wording 1.\n"
    )
    after = rows(app)
    assert after["model_version"][:-1] == before["model_version"]
    assert {**after, "model_version": []} == {**before, "model_version": []}

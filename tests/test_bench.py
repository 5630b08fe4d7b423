"""The bench measures what it says: each part runs and yields its lines. How fast it is, is for the bench to say."""

import os

import pytest

from app.documents.capability import missing_library
from bench import __main__ as bench
from bench.scale import TINY
from bench.table import Row, markdown, slowest_milliseconds

LINES = {
    "save": ["save, 1 connection", "… CPU", "save, 3 connections", "… CPU", "… rows not as last acknowledged"],
    "voices": ["3 private links, 15 saves a second", "… CPU", "… errors in 6 saves", "… rows not as last acknowledged"],
    "sixty": ["3 people, 15 saves a second", "… CPU", "… errors in 6 saves", "… rows not as last acknowledged"],
    "pages": ["one characteristic’s page", "… CPU"] * 2 + ["results page", "… CPU"] * 2,
    "compare": ["comparison page, 200 people", "… CPU", "… the first look"],
    "search": [
        *["a keystroke of the search", "… CPU"] * 4,
        *["the search page with 500 entries", "… CPU"],
        *["… of the bare SQL"] * 3,
        "… the first search after a change",
    ],
    "pdf": ["PDF, asked for to stored", "another page while one is made"],
    "documents": [
        *[line for name in ("summary.docx", "covering.docx", "pack.docx") for line in (name, "… CPU")],
        *[line for name in ("summary.xlsx", "workbook/fill-in.xlsx", "slides.pptx") for line in (name, "… CPU")],
        *[line for name in ("summary.csv", "summary.json") for line in (name, "… CPU", "… the writing alone")],
        *["summary.pdf", "glance.pdf", "pack.pdf"],
        *["server, RSS after 1 more documents", "PDF worker, RSS after 1 more documents"],
    ],
    "memory": ["server at rest, RSS", "… PSS", "… after 3 saves and 1 PDFs", "PDF worker, peak RSS"],
    "start": ["second start to first page"],
    "weight": ["first page in a new browser", "… requests", "… of them outside"],
    "suppression": [
        "small councils searched",
        *["… different publications", "… councils whose groups are shown", "… only all", "… nothing"],
        "… answers or hidden groups given away",
    ],
    "kill": ["killed 1 times in", "… databases found unsound", "… starts that failed"],
}


@pytest.mark.parametrize("part", bench.PARTS)
def test_a_part_of_the_bench_runs_and_yields_its_lines(part: str) -> None:
    if part in {"pdf", "documents", "memory"} and missing_library() and not os.environ.get("BEARINGS_EXPECT_ALL"):
        pytest.skip(str(missing_library()))
    rows = bench.PARTS[part](TINY)
    assert [row.what for row in rows if not any(row.what.startswith(line) for line in LINES[part])] == []
    assert len(rows) == len(LINES[part])
    # What was lost, failed or went elsewhere is counted whatever the machine does.
    assert [row.what for row in rows if row.most == 0 and not row.is_met] == []


def test_the_table_says_by_how_much_a_target_is_met_or_missed() -> None:
    _, _, *lines = markdown(
        [
            Row("save", 4.0, floor=1.0, most=5),
            Row("page", 9.0, floor=1.0, most=8),
            Row("memory", 99.0, "MB", most=90),
            Row("errors", 2, "", most=0),
            Row("compressed", 5.0, floor=1.0),
        ]
    )
    assert lines == [
        "| save | 4.00 ms | 1.00 ms | 4.00 | ≤ 5 × | met by 20% |",
        "| page | 9.00 ms | 1.00 ms | 9.00 | ≤ 8 × | **missed** by 12% |",
        "| memory | 99 MB |  |  | ≤ 90 MB | **missed** by 10% |",
        "| errors | 2 |  |  | ≤ 0 | **missed**: 2 |",
        "| compressed | 5.00 ms | 1.00 ms | 5.00 |  | for information |",
    ]


def test_the_95th_percentile_is_the_time_that_only_one_in_twenty_exceeds() -> None:
    assert slowest_milliseconds([number / 1000 for number in range(1, 101)]) == 95.0
    assert slowest_milliseconds([0.007]) == 7.0


def test_a_part_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["speed"])
    assert "there is no part speed" in capsys.readouterr().err
    assert bench.main(["profile", "speed"]) == 2

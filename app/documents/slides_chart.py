"""The one chart of the slides: how many characteristics stand at each level, now and at the target, by theme."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.util import Inches, Pt

from app.accounts.colour import LEAST_CONTRAST, contrast_with_white
from app.documents import slides_fit as fit
from app.documents.paper import Paper, PaperTheme
from app.documents.slides_boxes import ACROSS, BOTTOM, LEFT, TOP
from app.documents.slides_deck import RGB, Slide, describe
from app.results import words
from app.results.figures import Profile
from app.spreadsheets import defuse

ChartData: Any = CategoryChartData
MOST_PAIRS = 6
"""Themes; with more of them, the chart shows the current levels alone."""
WITHOUT = "No level"
HIDE_ZERO = "0;;;"


def add_chart(slide: Slide, paper: Paper, colour: str) -> None:
    """It stays a chart that can be edited: its figures are in the workbook inside it."""
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_STACKED, Inches(LEFT), Inches(TOP), Inches(ACROSS), Inches(BOTTOM - TOP), _data(paper)
    )
    describe(frame, "Chart", chart_in_words(paper))
    chart = frame.chart
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = chart.category_axis.tick_labels.font.size = Pt(14 if len(_bars(paper)) < 14 else 10)
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    shades = _shades(colour, len(plot.series), has_without=_has_without(paper))
    for series, shade in zip(plot.series, shades, strict=True):
        _fill(series, shade)
        series.format.line.color.rgb = RGB.from_string("595959")
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, HIDE_ZERO, False
        labels.position, labels.font.size = XL_LABEL_POSITION.CENTER, Pt(14)
        is_dark = contrast_with_white(shade) >= LEAST_CONTRAST
        labels.font.color.rgb = RGB.from_string("FFFFFF" if is_dark else "000000")


def _fill(series: Any, shade: str) -> None:
    """What has no level is hatched: next to the lightest level, white would look like another one."""
    fill = series.format.fill
    if series.name == WITHOUT:
        fill.patterned()
        fill.pattern, fill.back_color.rgb = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL, RGB.from_string("FFFFFF")
        fill.fore_color.rgb = RGB.from_string("A6A6A6")
    else:
        fill.solid()
        fill.fore_color.rgb = RGB.from_string(shade)


def _bars(paper: Paper) -> list[tuple[str, Profile]]:
    bars: list[tuple[str, Profile]] = []
    for theme in paper.themes:
        title = fit.shortened(theme.title, 3.2, 14, 1)
        bars.append((f"{title}: now", theme.current))
        if len(paper.themes) <= MOST_PAIRS:
            bars.append((f"{title}: target", theme.target))
    return bars


def _data(paper: Paper) -> Any:
    bars, model = _bars(paper), paper.model
    data = ChartData(number_format="0")
    data.categories = [defuse(name) for name, _ in bars]
    for level in range(model.top_level + 1):
        data.add_series(defuse(model.level_name(level)), [profile.counts[level] for _, profile in bars])
    if _has_without(paper):
        data.add_series(WITHOUT, [profile.total - profile.rated for _, profile in bars])
    return data


def _has_without(paper: Paper) -> bool:
    return any(profile.total > profile.rated for _, profile in _bars(paper))


def _shades(colour: str, count: int, *, has_without: bool) -> list[str]:
    """From light to the council’s colour, so that they differ in black and white as well; without a level: white."""
    levels = count - has_without
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    shades = []
    for number in range(levels):
        share = 0.06 + 0.94 * number / max(1, levels - 1)
        shades.append("".join(f"{round(255 - (255 - part) * share):02X}" for part in parts))
    return shades + ["FFFFFF"] * has_without


def theme_in_words(theme: PaperTheme, paper: Paper) -> str:
    now = words.profile_in_words(theme.current, paper.model)
    target = words.profile_in_words(theme.target, paper.model, "no target")
    return f"{theme.title}: now {now}; target {target}."


def chart_in_words(paper: Paper) -> str:
    """The alternative text: everything that the bars say."""
    said = " ".join(theme_in_words(theme, paper) for theme in paper.themes)
    return f"Bar chart: how many characteristics are at each level, by theme. {said}"

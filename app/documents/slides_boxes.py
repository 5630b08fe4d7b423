"""Where things stand on a slide, and how much fits there: inches and points."""

from app.documents import slides_fit as fit

WIDTH, HEIGHT = 13.333, 7.5
LEFT, ACROSS = 0.6, 12.13
TOP, BOTTOM = 1.5, 6.75
"""Of what stands between the title and the foot."""
TITLE_SIZE, TEXT_SIZE, TABLE_SIZE, FOOT_SIZE = 28, 18, 14, 11
PAD = 0.08
"""The margin inside a box and a cell."""


class Box:
    """Where text stands and how large it is: inches and points."""

    def __init__(self, left: float, top: float, width: float, height: float, size: float = TEXT_SIZE) -> None:
        self.left, self.top, self.width, self.height, self.size = left, top, width, height, size
        self.after = 6

    @property
    def inner(self) -> float:
        return self.width - 2 * PAD

    def needs(self, paragraphs: list[str]) -> float:
        heights = [fit.height_of(text, self.inner, self.size) + self.after / 72 for text in paragraphs]
        return sum(heights) + 2 * PAD

    def cut(self, text: str, lines: int) -> str:
        return fit.shortened(text, self.inner, self.size, lines)

    def filled(self, paragraphs: list[str], more: str = "… and {} more, in the notes") -> list[str]:
        """As many of them as fit, and how many do not."""
        kept = list(paragraphs)
        while kept and self.needs(kept + ([more] if len(kept) < len(paragraphs) else [])) > self.height:
            kept.pop()
        left = len(paragraphs) - len(kept)
        return [*kept, more.format(left)] if left else kept


def row_height(row: list[str], widths: list[float]) -> float:
    lines = max(fit.lines_of(text, width - 2 * PAD, TABLE_SIZE) for text, width in zip(row, widths, strict=True))
    return lines * TABLE_SIZE * fit.LINE / 72 + PAD + 0.02

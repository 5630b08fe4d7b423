"""A person without a mouse, who looks at every stop whether the focus can be seen."""

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 80

# GOV.UK draws the focus of a radio button on its label. What hides below the edge of the window or behind
# something else is not seen either; the line at the bottom stays over the page.
LOOK = """() => {
    const stop = document.activeElement
    const drawn = stop.matches('[type=radio], [type=checkbox]')
        ? getComputedStyle(stop.labels[0], '::before') : getComputedStyle(stop)
    const hasMark = drawn.boxShadow !== 'none' || (drawn.outlineStyle !== 'none' && parseFloat(drawn.outlineWidth) > 0)
    const box = stop.getBoundingClientRect()
    const onTop = document.elementFromPoint(
        Math.max(box.left, 0) + Math.min(box.width, innerWidth) / 2,
        (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2)
    const isBare = [stop, ...(stop.labels ?? [])].some(shown => shown.contains(onTop)) || onTop?.contains(stop)
    return hasMark && isBare ? '' : (hasMark ? 'hidden: ' : 'without a mark: ') + stop.outerHTML
}"""


class Keyboard:
    def __init__(self, page: Page) -> None:
        self._page = page

    def to(self, wanted: Locator) -> "Keyboard":
        """Tab on until the focus is there."""
        expect(wanted.first).to_be_attached()
        for _stop in range(MOST_STOPS):
            if wanted.first.evaluate("wanted => wanted === document.activeElement"):
                return self
            self.press("Tab")
            fault = self._page.evaluate(LOOK)
            assert not fault, fault
        raise AssertionError(f"the keyboard does not reach {wanted}")

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

"""The narrowest window that a page must fit: a small phone, and a screen of 1280 pixels at 400% zoom."""

from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 320, "height": 640}


def too_wide(page: Page) -> list[str]:
    """What sticks out of the window, where the page can be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
            .filter(element => element.getBoundingClientRect().right > innerWidth && !element.closest('.app-scroll'))
            .map(element => element.outerHTML.slice(0, 200))"""
    )
    return found

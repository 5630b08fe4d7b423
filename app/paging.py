"""The pages of a long list, and the links between them."""

from collections.abc import Callable
from typing import Any


def page_within(asked: int, total: int, per_page: int) -> tuple[int, int]:
    """The page to show, which is the nearest there is to the one asked for, and how many there are."""
    pages = max(1, -(-total // per_page))
    return min(max(asked, 1), pages), pages


def page_links(page: int, pages: int, address: Callable[[int], str], label: str) -> dict[str, Any]:
    """What govukPagination needs: the first, the last, and those around this one."""
    near = [number for number in range(1, pages + 1) if number in {1, pages} or abs(number - page) <= 1]
    items: list[dict[str, Any]] = []
    for before, number in zip([0, *near], near, strict=False):
        items += [{"ellipsis": True}] if number - before > 1 else []
        items.append({"number": number, "href": address(number), "current": number == page})
    links: dict[str, Any] = {"items": items, "landmarkLabel": label, "classes": "app-no-print"}
    links |= {"previous": {"href": address(page - 1)}} if page > 1 else {}
    return links | ({"next": {"href": address(page + 1)}} if page < pages else {})

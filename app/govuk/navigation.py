"""Ways to another page."""

from markupsafe import Markup

from app.govuk.parts import Params, attribute, attrs, drawn, more_classes, safe, words

ARROWS = {
    "prev": "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293"
    "-1.414-1.414z",
    "next": "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062"
    "-6.7246-6.7266z",
}


def back_link(params: Params) -> Markup:
    return drawn(
        f'<a href="{safe(params.get("href") or "#")}" class="govuk-back-link{more_classes(params)}"'
        f"{attrs(params.get('attributes'))}>{words(params) or 'Back'}</a>"
    )


def pagination(params: Params) -> Markup:
    """Links to the pages before and after, and to numbered ones between them if there are `items`."""
    before, after = params.get("previous") or {}, params.get("next") or {}
    is_block = not params.get("items") and bool(before or after)
    return drawn(
        f'<nav class="govuk-pagination{" govuk-pagination--block" if is_block else ""}{more_classes(params)}"'
        f' aria-label="{safe(params.get("landmarkLabel") or "Pagination")}"{attrs(params.get("attributes"))}>'
        f"{_neighbour(before, 'prev', is_block)}{_numbered(params)}{_neighbour(after, 'next', is_block)}</nav>"
    )


def _neighbour(link: Params, direction: str, is_block: bool) -> str:
    if not link.get("href"):
        return ""
    inside = [_arrow(direction), _title(link, direction, is_block)]
    if direction == "next" and not is_block:
        inside.reverse()
    return (
        f'<div class="govuk-pagination__{direction}"><a class="govuk-link govuk-pagination__link"'
        f' href="{safe(link["href"])}" rel="{direction}"{attrs(link.get("attributes"))}>{"".join(inside)}</a></div>'
    )


def _title(link: Params, direction: str, is_block: bool) -> str:
    label = link.get("labelText")
    decorated = " govuk-pagination__link-title--decorated" if is_block and not label else ""
    name = "Previous" if direction == "prev" else "Next"
    inside = words(link) or f'{name}<span class="govuk-visually-hidden"> page</span>'
    title = f'<span class="govuk-pagination__link-title{decorated}">{inside}</span>'
    if not is_block or not label:
        return title
    return (
        f'{title} <span class="govuk-visually-hidden">:</span> '
        f'<span class="govuk-pagination__link-label">{safe(label)}</span>'
    )


def _arrow(direction: str) -> str:
    return (
        f'<svg class="govuk-pagination__icon govuk-pagination__icon--{direction}" xmlns="http://www.w3.org/2000/svg"'
        ' height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">'
        f'<path d="{ARROWS[direction]}"></path></svg>'
    )


def _numbered(params: Params) -> str:
    items = "".join([_page(item) for item in params.get("items") or () if item])
    return f'<ul class="govuk-pagination__list">{items}</ul>' if items else ""


def _page(item: Params) -> str:
    if item.get("ellipsis"):
        return '<li class="govuk-pagination__item govuk-pagination__item--ellipsis">&ctdot;</li>'
    current = item.get("current")
    label = item.get("visuallyHiddenText") or f"Page {item.get('number')}"
    return (
        f'<li class="govuk-pagination__item{" govuk-pagination__item--current" if current else ""}">'
        f'<a class="govuk-link govuk-pagination__link" href="{safe(item.get("href"))}" aria-label="{safe(label)}"'
        f"{attribute('aria-current', 'page' if current else '')}{attrs(item.get('attributes'))}>"
        f"{safe(item.get('number'))}</a></li>"
    )

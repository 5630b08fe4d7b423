"""The small components of a page: buttons, tags, and text that stands out or folds away."""

from markupsafe import Markup

from app.govuk.parts import Params, attribute, attrs, drawn, in_script, more_classes, safe, titled, words

ARROW = (
    '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19"'
    ' viewBox="0 0 33 40" aria-hidden="true" focusable="false">'
    '<path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>'
)


def button(params: Params) -> Markup:
    tag, own = ("a", _of_link(params)) if params.get("href") else ("button", _of_button(params))
    start, arrow = (" govuk-button--start", ARROW) if params.get("isStartButton") else ("", "")
    return drawn(
        f'<{tag}{own} class="govuk-button{more_classes(params)}{start}" data-module="govuk-button"'
        f"{attrs(params.get('attributes'))}{attribute('id', params.get('id'))}>{words(params)}{arrow}</{tag}>"
    )


def _of_link(params: Params) -> str:
    return f' href="{safe(params["href"])}" role="button" draggable="false"'


def _of_button(params: Params) -> str:
    disabled = ' disabled aria-disabled="true"' if params.get("disabled") else ""
    once = params.get("preventDoubleClick")
    prevent = "" if once is None else f' data-prevent-double-click="{in_script(once)}"'
    return (
        f' type="{safe(params.get("type") or "submit")}"'
        f"{attribute('value', params.get('value'))}{attribute('name', params.get('name'))}{disabled}{prevent}"
    )


def tag(params: Params) -> Markup:
    attributes = attrs(params.get("attributes"))
    return drawn(f'<strong class="govuk-tag{more_classes(params)}"{attributes}>{words(params)}</strong>')


def inset_text(params: Params) -> Markup:
    return drawn(
        f'<div{attribute("id", params.get("id"))} class="govuk-inset-text{more_classes(params)}"'
        f"{attrs(params.get('attributes'))}>{words(params)}</div>"
    )


def warning_text(params: Params) -> Markup:
    return drawn(
        f'<div class="govuk-warning-text{more_classes(params)}"{attrs(params.get("attributes"))}>'
        '<span class="govuk-warning-text__icon" aria-hidden="true">!</span> <strong class="govuk-warning-text__text">'
        f'<span class="govuk-visually-hidden">{safe(params.get("iconFallbackText") or "Warning")}</span> '
        f"{words(params)}</strong></div>"
    )


def details(params: Params) -> Markup:
    return drawn(
        f'<details{attribute("id", params.get("id"))} class="govuk-details{more_classes(params)}"'
        f"{attrs(params.get('attributes'))}{' open' if params.get('open') else ''}>"
        '<summary class="govuk-details__summary">'
        f'<span class="govuk-details__summary-text">{titled(params, "summary")}</span></summary>'
        f'<div class="govuk-details__text">{words(params)}</div></details>'
    )

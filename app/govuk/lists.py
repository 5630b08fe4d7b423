"""Lists of errors and of facts."""

from collections.abc import Sequence

from markupsafe import Markup

from app.govuk.parts import Params, attrs, drawn, in_script, more_classes, safe, titled, words


def error_summary(params: Params) -> Markup:
    description, errors = titled(params, "description"), params.get("errorList")
    focus = ""
    if "disableAutoFocus" in params:
        focus = f' data-disable-auto-focus="{in_script(params["disableAutoFocus"])}"'
    # The alert is a child of its own: focus on the same element would race with its announcement.
    return drawn(
        f'<div class="govuk-error-summary{more_classes(params)}"{focus}{attrs(params.get("attributes"))}'
        ' data-module="govuk-error-summary"><div role="alert">'
        f'<h2 class="govuk-error-summary__title">{titled(params, "title")}</h2>'
        f'<div class="govuk-error-summary__body">{f"<p>{description}</p>" if description else ""}'
        f"{_errors(errors) if errors else ''}</div></div></div>"
    )


def _errors(errors: Sequence[Params]) -> str:
    items = "".join([f"<li>{_error(error)}</li>" for error in errors])
    return f'<ul class="govuk-list govuk-error-summary__list">{items}</ul>'


def _error(error: Params) -> str:
    if not (href := error.get("href")):
        return words(error)
    return f'<a href="{safe(href)}"{attrs(error.get("attributes"))}>{words(error)}</a>'


def summary_list(params: Params) -> Markup:
    card = params.get("card")
    if not card:
        return drawn(_rows(params))
    return drawn(
        f'<div class="govuk-summary-card{more_classes(card)}"{attrs(card.get("attributes"))}>'
        f'<div class="govuk-summary-card__title-wrapper">{_card_title(card.get("title"))}{_card_actions(card)}</div>'
        f'<div class="govuk-summary-card__content">{_rows(params)}</div></div>'
    )


def _card_title(title: Params | None) -> str:
    if not title:
        return ""
    tag = f"h{safe(title.get('headingLevel') or 2)}"
    return f'<{tag} class="govuk-summary-card__title{more_classes(title)}">{words(title)}</{tag}>'


def _card_actions(card: Params) -> str:
    given, name = card.get("actions"), words(card.get("title"))
    actions = [_action(action, name) for action in _items(given)]
    classes = f"govuk-summary-card__actions{more_classes(given)}"
    if len(actions) < 2:
        return f'<div class="{classes}">{actions[0]}</div>' if actions else ""
    items = "".join([f'<li class="govuk-summary-card__action">{action}</li>' for action in actions])
    return f'<ul class="{classes}">{items}</ul>'


def _rows(params: Params) -> str:
    rows: list[Params] = [row for row in params.get("rows") or () if row]
    any_actions = any(_items(row.get("actions")) for row in rows)
    name = words((params.get("card") or {}).get("title"))
    drawn = "".join([_row(row, any_actions, name) for row in rows])
    return f'<dl class="govuk-summary-list{more_classes(params)}"{attrs(params.get("attributes"))}>{drawn}</dl>'


def _row(row: Params, any_actions: bool, card: str) -> str:
    key, value, actions = row.get("key"), row.get("value"), _row_actions(row.get("actions"), card)
    alone = " govuk-summary-list__row--no-actions" if any_actions and not actions else ""
    return (
        f'<div class="govuk-summary-list__row{alone}{more_classes(row)}">'
        f'<dt class="govuk-summary-list__key{more_classes(key)}">{words(key)}</dt>'
        f'<dd class="govuk-summary-list__value{more_classes(value)}">{words(value)}</dd>{actions}</div>'
    )


def _row_actions(given: Params | None, card: str) -> str:
    actions = [_action(action, card) for action in _items(given)]
    if not actions:
        return ""
    inside = actions[0]
    if len(actions) > 1:
        items = [f'<li class="govuk-summary-list__actions-list-item">{action}</li>' for action in actions]
        inside = f'<ul class="govuk-summary-list__actions-list">{"".join(items)}</ul>'
    return f'<dd class="govuk-summary-list__actions{more_classes(given)}">{inside}</dd>'


def _action(action: Params, card: str) -> str:
    """A link; what it changes, and the card that this is in, are for those who hear it."""
    about = f" {safe(action['visuallyHiddenText'])}" if action.get("visuallyHiddenText") else ""
    if card:
        about += f" ({card})"
    hidden = f'<span class="govuk-visually-hidden">{about}</span>' if about else ""
    return (
        f'<a class="govuk-link{more_classes(action)}" href="{safe(action.get("href"))}"'
        f"{attrs(action.get('attributes'))}>{words(action)}{hidden}</a>"
    )


def _items(actions: Params | None) -> Sequence[Params]:
    return (actions.get("items") or ()) if actions else ()

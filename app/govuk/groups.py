"""What stands around every field: its group, its fieldset or label, its hint and its error."""

from app.govuk.parts import Params, attribute, attrs, draw_error, draw_hint, draw_label, more_classes, safe, words


def id_of(params: Params) -> str:
    return safe(params.get("id") or params.get("name"))


def ids_describing(params: Params, id: str, given: str | None) -> str:
    """The ids that `aria-describedby` lists: those given, the hint’s and the error’s."""
    ids = [safe(given)] if given else []
    if params.get("hint"):
        ids.append(f"{id}-hint")
    if params.get("errorMessage"):
        ids.append(f"{id}-error")
    return " ".join(ids)


def described(ids: str) -> str:
    return f' aria-describedby="{ids}"' if ids else ""


def modifier(params: Params, block: str) -> str:
    """The class of a field that is wrong."""
    return f" {block}--error" if params.get("errorMessage") else ""


def open_group(params: Params, classes: str = "", attributes: str = "") -> str:
    group: Params = params.get("formGroup") or {}
    error = modifier(params, "govuk-form-group")
    return (
        f'<div class="govuk-form-group{error}{classes}{more_classes(group)}"'
        f"{attributes}{attrs(group.get('attributes'))}>"
    )


def open_fieldset(given: Params, ids: str, role: str = "") -> str:
    legend: Params = given.get("legend") or {}
    opened = (
        f'<fieldset class="govuk-fieldset{more_classes(given)}"{attribute("role", role)}{described(ids)}'
        f"{attrs(given.get('attributes'))}>"
    )
    inside = words(legend)
    if not inside:
        return opened
    if legend.get("isPageHeading"):
        inside = f'<h1 class="govuk-fieldset__heading">{inside}</h1>'
    return f'{opened}<legend class="govuk-fieldset__legend{more_classes(legend)}">{inside}</legend>'


def hint_and_error(params: Params, id: str) -> str:
    hint, error = params.get("hint"), params.get("errorMessage")
    return (draw_hint(hint, f"{id}-hint") if hint else "") + (draw_error(error, f"{id}-error") if error else "")


def labelled(params: Params, id: str, inside: str, classes: str = "", attributes: str = "") -> str:
    return (
        f"{open_group(params, classes, attributes)}{draw_label(params.get('label'), id)}{hint_and_error(params, id)}"
        f"{inside}</div>"
    )


def beside(params: Params, box: str, plural: str = "") -> str:
    """A box between what a page puts before and after it. Boxes of a fieldset spell the options in the plural."""
    group = params.get("formGroup")
    return f"{words(group.get(f'beforeInput{plural}'))}{box}{words(group.get(f'afterInput{plural}'))}" if group else box

"""Boxes for text of several lines."""

from markupsafe import Markup

from app.govuk.groups import beside, described, id_of, ids_describing, labelled, modifier
from app.govuk.parts import Params, attribute, attrs, draw_hint, drawn, in_script, more_classes, safe, translations

# The class by which the script finds what it counts.
COUNTED = " govuk-js-character-count"
MESSAGES = {
    "characters-under-limit": "charactersUnderLimitText",
    "characters-at-limit": "charactersAtLimitText",
    "characters-over-limit": "charactersOverLimitText",
    "words-under-limit": "wordsUnderLimitText",
    "words-at-limit": "wordsAtLimitText",
    "words-over-limit": "wordsOverLimitText",
}


def textarea(params: Params) -> Markup:
    id = id_of(params)
    box = _box(params, id, ids_describing(params, id, params.get("describedBy")))
    return drawn(labelled(params, id, beside(params, box)))


def _box(params: Params, id: str, ids: str, classes: str = "") -> str:
    spellcheck = params.get("spellcheck")
    # A browser drops the first newline after the tag, so one of ours keeps one that was typed.
    return (
        f'<textarea class="govuk-textarea{modifier(params, "govuk-textarea")}{classes}{more_classes(params)}" id="{id}"'
        f' name="{safe(params.get("name"))}" rows="{safe(params.get("rows") or 5)}"'
        f"{attribute('spellcheck', in_script(spellcheck)) if isinstance(spellcheck, bool) else ''}"
        f"{' disabled' if params.get('disabled') else ''}{described(ids)}"
        f"{attribute('autocomplete', params.get('autocomplete'))}{attrs(params.get('attributes'))}>"
        f"\n{safe(params.get('value') or '')}</textarea>"
    )


def character_count(params: Params) -> Markup:
    id = id_of(params)
    box = _box(params, id, ids_describing(params, id, f"{params.get('id') or params.get('name')}-info"), COUNTED)
    message = draw_hint({"text": _limit_in_words(params)}, f"{id}-info", _message_classes(params))
    return drawn(labelled(params, id, beside(params, box + message), " govuk-character-count", _counting(params)))


def _message_classes(params: Params) -> str:
    return f" govuk-character-count__message{more_classes(params.get('countMessage'))}"


def _limit_in_words(params: Params) -> str:
    """What is read without a script; with none to count to, the script says it."""
    limit = params.get("maxwords") or params.get("maxlength")
    if not limit:
        return ""
    unit = "words" if params.get("maxwords") else "characters"
    message: str = params.get("textareaDescriptionText") or f"You can enter up to %{{count}} {unit}"
    return message.replace("%{count}", str(limit))


def _counting(params: Params) -> str:
    """What the script counts to, and what it says."""
    limits = "".join(
        f' data-{name}="{safe(params[name])}"'
        for name in ("maxlength", "threshold", "maxwords")
        if params.get(name) is not None
    )
    description = params.get("textareaDescriptionText")
    if description and not (params.get("maxwords") or params.get("maxlength")):
        limits += translations("textarea-description", {"other": description})
    said = "".join([translations(key, params[name]) for key, name in MESSAGES.items() if name in params])
    return f' data-module="govuk-character-count"{limits}{said}'

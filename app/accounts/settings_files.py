"""The files that are uploaded on the settings page: the logo and the Word template."""

from app.accounts import logo
from app.accounts.forms import SettingsForm
from app.accounts.tables import Council
from app.forms import one_line

NAME_LENGTH = 120


def picture_in(form: SettingsForm) -> bytes | None:
    """The new logo as PNG; empty when there is none; None when it will not do, with the reason in the form."""
    file = form.logo.data
    if not file or not file.filename:
        return b""
    try:
        return logo.read_logo(file.stream)
    except ValueError as error:
        form.logo.errors = [str(error)]
        return None
    finally:
        file.close()


def template_in(form: SettingsForm) -> bytes | None:
    """The new Word template, cleaned; empty when there is none; None when it will not do, as the form then says."""
    from app.documents.word_template import MOST_BYTES, read_template  # here: the server starts and rests without it

    file = form.word_template.data
    if not file or not file.filename:
        return b""
    try:
        return read_template(file.stream.read(MOST_BYTES + 1))
    except ValueError as error:
        form.word_template.errors = [str(error)]
        return None
    finally:
        file.close()


def template_name(form: SettingsForm) -> str:
    """What the template is called where it came from."""
    name = one_line(form.word_template.data.filename.replace("\\", "/").rpartition("/")[2]) or "template.docx"
    return name[-NAME_LENGTH:]


def missing_styles_of(row: Council) -> list[str]:
    """What the council’s template lacks of what our documents are written in."""
    if not row.word_template_name:
        return []
    from app.documents.word_styles import missing_styles

    return missing_styles(row.word_template or b"")

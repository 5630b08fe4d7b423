"""Settings: of the machine in the environment or a file, of the council on a page."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.config import SETTINGS, SettingsError, load_settings, prepare_instance
from tests.browsing import Browser, Page, fields_of


def test_every_setting_has_a_default_and_a_meaning(tmp_path: Path) -> None:
    loaded = load_settings({"INSTANCE": str(tmp_path)})
    assert loaded.keys() == {setting.name for setting in SETTINGS}
    assert all(setting.meaning.endswith(".") for setting in SETTINGS)


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.toml").write_text('PORT = 6000\nHOST = "0.0.0.0"\n')
    monkeypatch.setenv("BEARINGS_PORT", "7000")
    loaded = load_settings({"INSTANCE": str(tmp_path)})
    assert (loaded["PORT"], loaded["HOST"], loaded["THREADS"]) == (7000, "0.0.0.0", 4)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PORT", "many", "BEARINGS_PORT is “many”. Write a whole number from 0 to 65535, for example"),
        ("PORT", "-1", "BEARINGS_PORT is “-1”"),
        ("PORT", "70000", "BEARINGS_PORT is “70000”"),
        ("THREADS", "0", "BEARINGS_THREADS is “0”. Write a whole number from 1 to 64"),
        ("IDLE_MINUTES", "0", "BEARINGS_IDLE_MINUTES is “0”"),
        ("SECURE", "perhaps", "BEARINGS_SECURE is “perhaps”. Write true or false."),
        ("SYNCHRONOUS", "OFF", "BEARINGS_SYNCHRONOUS is “OFF”. Write one of FULL, NORMAL."),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(f"BEARINGS_{name}", value)
    with pytest.raises(SettingsError, match=message):
        load_settings({"INSTANCE": str(tmp_path)})


def test_a_misspelt_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("PROT = 6000\n")
    with pytest.raises(SettingsError, match="there is no setting “PROT”"):
        load_settings({"INSTANCE": str(tmp_path)})


def test_a_list_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('HOSTS = ["a.example", "b.example"]\n')
    with pytest.raises(SettingsError, match="Write one text in quotes"):
        load_settings({"INSTANCE": str(tmp_path)})


def test_the_file_cannot_say_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('INSTANCE = "elsewhere"\n')
    with pytest.raises(SettingsError, match="there is no setting “INSTANCE”"):
        load_settings({"INSTANCE": str(tmp_path)})


def test_a_damaged_secret_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(SettingsError, match="secret.key is damaged"):
        prepare_instance(tmp_path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("PORT =\n")
    with pytest.raises(SettingsError, match="settings.toml cannot be read"):
        load_settings({"INSTANCE": str(tmp_path)})


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot write to .*file"):
        prepare_instance(tmp_path / "file" / "instance")


def test_the_secret_key_is_made_once(tmp_path: Path) -> None:
    assert prepare_instance(tmp_path) == prepare_instance(tmp_path)


def picture(kind: str = "PNG", size: tuple[int, int] = (1200, 300)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#00573d").save(file, kind)
    return file.getvalue()


def upload(administrator: Browser, content: bytes, status: int = 200) -> Page:
    form = administrator.get("/settings").form()
    data = fields_of(form).to_dict() | {"logo": (BytesIO(content), "logo.png")}
    answer = administrator.client.post("/settings", data=data)
    answer.request.environ["wsgi.input"].close()  # the test client keeps a large upload in a file
    return administrator.read(answer, status) if answer.status_code != 303 else administrator.get("/settings")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_at_a_size_for_the_page(administrator: Browser, visitor: Browser, kind: str) -> None:
    page = upload(administrator, picture(kind))
    (logo,) = [i for i in page.find("header")[0].iter("img")]
    with visitor.client.get(logo.get("src", "")) as answer:
        shown = Image.open(BytesIO(answer.data))
        assert shown.format == "PNG"
        assert shown.size == (480, 120)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "The logo must be a PNG, JPEG or WebP picture"),
        (b"GIF89a" + b"\0" * 100, "The logo must be a PNG, JPEG or WebP picture"),
        (picture()[:200], "The logo must be a PNG, JPEG or WebP picture"),
        (b"\0" * (2 * 1024 * 1024 + 1), "The logo must be smaller than 2 megabytes"),
        (picture(size=(6000, 5000)), "The logo must be smaller than 5,000 by 5,000 pixels"),
    ],
)
def test_what_is_no_logo_is_refused(administrator: Browser, content: bytes, message: str) -> None:
    assert upload(administrator, content, 422).errors() == [message]


def test_the_logo_can_be_removed(administrator: Browser, visitor: Browser) -> None:
    upload(administrator, picture())
    administrator.post_form("/settings", {"remove_logo": "y"})
    assert visitor.client.get("/logo.png").status_code == 404


def test_the_councils_name_is_on_every_page(administrator: Browser, visitor: Browser) -> None:
    administrator.post_form("/settings", {"council_name": "Fenmarsh & Wold “District” Council"})
    assert "Fenmarsh & Wold “District” Council" in visitor.get("/model").text


def test_health_answers_with_the_version_alone(visitor: Browser) -> None:
    answer = visitor.client.get("/health")
    assert answer.status_code == 200
    assert answer.json == {"version": "0.1.0"}

"""The resources for other programs: what is new as Atom, and all that was asked for as CSV and JSON."""

import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from flask import url_for

from app.forms import plain_text
from app.resources.bulk.columns import COLUMNS, cells_of, values_of
from app.resources.definitions import Entry
from app.resources.tables import Resource
from app.resources.words import KINDS
from app.spreadsheets import as_csv

MOST_NEW = 30
ATOM = "http://www.w3.org/2005/Atom"
SPACE = UUID("6f1b2a52-6f6e-5c53-9d0e-6a0c0b6f8b1d")
"""In which a resource's id makes its URN: the same for ever, wherever Bearings is served."""

FIELDS = {name: Entry.model_fields[name].description or "" for name in COLUMNS} | {
    "page": "The address of its entry in Bearings."
}
"""What each field of the JSON holds; those of the CSV are the same but for the last."""

ET.register_namespace("", ATOM)


def urn_of(resource: Resource) -> str:
    return f"urn:uuid:{uuid5(SPACE, resource.slug)}"


def urn_of_feed(secret: str) -> str:
    """Of this installation: it stays when the council's name or address changes."""
    digest = hmac.digest(secret.encode(), b"feed of the resources", "sha256")
    return f"urn:uuid:{UUID(bytes=digest[:16], version=4)}"


def as_atom(resources: Sequence[Resource], owner: str, feed_id: str, now: datetime) -> bytes:
    feed = ET.Element(f"{{{ATOM}}}feed")
    _text(feed, "id", feed_id)
    _text(feed, "title", f"New resources – {owner}")
    _text(feed, "updated", _moment(max((each.changed_at for each in resources), default=now)))
    _link(feed, "self", url_for("feeds.feed", _external=True), "application/atom+xml")
    _link(feed, "alternate", url_for("resources.resources", _external=True), "text/html")
    _text(_part(feed, "author"), "name", owner)
    for resource in resources:
        _add_entry(feed, resource)
    document: bytes = ET.tostring(feed, "utf-8", xml_declaration=True)
    return document


def _add_entry(feed: ET.Element, resource: Resource) -> None:
    entry = _part(feed, "entry")
    _text(entry, "id", urn_of(resource))
    _text(entry, "title", resource.title)
    _text(entry, "published", _moment(resource.added_at))
    _text(entry, "updated", _moment(resource.changed_at))
    _link(entry, "alternate", page_of(resource), "text/html")
    _link(entry, "related", resource.url)
    _text(_part(entry, "author"), "name", resource.publisher)
    _text(entry, "summary", resource.summary)
    _part(entry, "category", term=resource.kind, label=KINDS[resource.kind])
    for topic in resource.topics:
        _part(entry, "category", term=topic.slug, label=topic.title)


def _part(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)


def _text(parent: ET.Element, name: str, text: str) -> None:
    _part(parent, name).text = plain_text(text)


def _link(parent: ET.Element, rel: str, address: str, kind: str | None = None) -> None:
    _part(parent, "link", rel=rel, href=address, **({"type": kind} if kind else {}))


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def page_of(resource: Resource) -> str:
    return url_for("resources.resource", slug=resource.slug, _external=True)


def as_table(resources: Iterable[Resource], first_model: str) -> str:
    """CSV in the columns that editors may upload."""
    return as_csv([COLUMNS, *(cells_of(values_of(each, first_model)) for each in resources)])


def as_json(resources: Iterable[Resource], first_model: str) -> str:
    entries = [values_of(each, first_model) | {"page": page_of(each)} for each in resources]
    return json.dumps({"fields": FIELDS, "resources": entries}, ensure_ascii=False, indent=1)

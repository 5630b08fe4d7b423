"""Addresses within the hub that other features link to: at every save, so they are put together and not asked for."""

from app.drawing import path_to


def resource_address(slug: str) -> str:
    return f"{path_to('resources.resources')}/{slug}"


def search_address(model_id: str, code: str) -> str:
    """The search for everything that helps with a characteristic."""
    return f"{path_to('resources.resources')}?characteristic={model_id}/{code}"

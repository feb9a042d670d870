"""Where static files are found. An address follows from the name alone; a page asks for some twenty of them."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage


class KnownAddresses(StaticFilesStorage):
    """Django's own, which works each address out once in a process. Names stand in templates, so there are few."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self._known: dict[str | None, str] = {}

    def url(self, name: str | None) -> str:
        if name not in self._known:
            self._known[name] = super().url(name)
        return self._known[name]

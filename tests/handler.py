"""The test client's handler. Its middleware is loaded once, as a server does: that looks up every static file."""

from django.core.signals import setting_changed
from django.test import client

_loaded: list[client.ClientHandler] = []


class OneHandler(client.ClientHandler):
    """What all clients of a process share, until a test changes a setting."""

    def load_middleware(self, is_async: bool = False) -> None:
        if not _loaded:
            super().load_middleware(is_async)
            _loaded.append(self)
        vars(self)["_middleware_chain"] = vars(_loaded[0])["_middleware_chain"]  # Django has no public name for it


def _forget(**_: object) -> None:
    _loaded.clear()


def share() -> None:
    """From here on clients share one."""
    client.ClientHandler = OneHandler  # type: ignore[misc]  # what each client makes for itself
    setting_changed.connect(_forget)

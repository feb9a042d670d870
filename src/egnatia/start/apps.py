from importlib import import_module

from django.apps import AppConfig


class StartConfig(AppConfig):
    name = "egnatia.start"

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.start.home.listening")

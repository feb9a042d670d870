from importlib import import_module

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "egnatia.matching"

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.matching.listening")

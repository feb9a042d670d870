from importlib import import_module

from django.apps import AppConfig

# Features that tell the search over everything how they are searched.
SEARCHED = ("needs", "frameworks")


class NeedsConfig(AppConfig):
    name = "egnatia.needs"

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.needs.frameworks.listening")
        import_module("egnatia.needs.matrix.listening")
        for feature in SEARCHED:
            import_module(f"egnatia.needs.{feature}.queries.seeking")

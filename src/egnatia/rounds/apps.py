from importlib import import_module

from django.apps import AppConfig

# Features that tell the search over everything how they are searched.
SEARCHED = ("rounds",)


class RoundsConfig(AppConfig):
    name = "egnatia.rounds"

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.rounds.rounds.listening")
        import_module("egnatia.rounds.signed_clearance.listening")
        for feature in SEARCHED:
            import_module(f"egnatia.rounds.{feature}.queries.seeking")

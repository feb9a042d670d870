from importlib import import_module

from django.apps import AppConfig

# Features that tell the search over everything how they are searched.
SEARCHED = ("activities", "organisations")


class ActivitiesConfig(AppConfig):
    name = "egnatia.activities"

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.activities.activities.listening")
        for feature in SEARCHED:
            import_module(f"egnatia.activities.{feature}.queries.seeking")

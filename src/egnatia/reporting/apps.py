from importlib import import_module

from django.apps import AppConfig

# Features that tell the search over everything how they are searched.
SEARCHED = ("snapshots", "reports", "publications")


class ReportingConfig(AppConfig):
    name = "egnatia.reporting"

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.reporting.snapshots.listening")
        for feature in SEARCHED:
            import_module(f"egnatia.reporting.{feature}.queries.seeking")

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Features that tell the search over everything how they are searched.
SEARCHED = ("activities", "needs", "actors", "frameworks", "rounds", "snapshots", "reports", "extracts")


class MappingConfig(AppConfig):
    name = "egnatia.mapping"
    verbose_name = _("mapping")

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.mapping.activities.listening")
        import_module("egnatia.mapping.frameworks.listening")
        import_module("egnatia.mapping.home.listening")
        import_module("egnatia.mapping.matches.listening")
        import_module("egnatia.mapping.matrix.listening")
        import_module("egnatia.mapping.papers.listening")
        import_module("egnatia.mapping.rounds.listening")
        import_module("egnatia.mapping.snapshots.listening")
        for feature in SEARCHED:
            import_module(f"egnatia.mapping.{feature}.queries.seeking")

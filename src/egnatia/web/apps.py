from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Rooms that follow what happens in others: their receivers connect once all models are there.
FOLLOWING = ("matching", "needs", "rounds", "reporting")


class WebConfig(AppConfig):
    name = "egnatia.web"
    verbose_name = _("web")

    def ready(self) -> None:
        for room in FOLLOWING:
            import_module(f"egnatia.{room}.receivers")

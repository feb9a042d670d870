from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "egnatia.web"
    verbose_name = _("web")

    def ready(self) -> None:
        """Rooms that follow what happens in others connect once all models are there."""
        autodiscover_modules("receivers")

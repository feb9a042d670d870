from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Features that tell the search over everything how they are searched.
SEARCHED = ("agreed", "followed", "observed", "outcomes")


class CommitmentsConfig(AppConfig):
    name = "egnatia.commitments"
    verbose_name = _("commitments")

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.commitments.demo.listening")
        import_module("egnatia.commitments.followed.listening")
        import_module("egnatia.commitments.joined.listening")
        import_module("egnatia.commitments.questions.listening")
        for feature in SEARCHED:
            import_module(f"egnatia.commitments.{feature}.queries.seeking")

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Features that tell the search over everything how they are searched.
SEARCHED = ("commitments", "follow_ups", "civil_society_views", "outcome_documents")


class CommitmentsConfig(AppConfig):
    name = "egnatia.commitments"
    verbose_name = _("commitments")

    def ready(self) -> None:
        # Receivers connect once the models are there.
        import_module("egnatia.commitments.demo.listening")
        import_module("egnatia.commitments.follow_ups.listening")
        import_module("egnatia.commitments.links.listening")
        import_module("egnatia.commitments.standard_reports.listening")
        for feature in SEARCHED:
            import_module(f"egnatia.commitments.{feature}.queries.seeking")

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "egnatia.proposals"

"""The jobs of the activities domain, where the queue looks for them."""

from egnatia.activities.imports.jobs import carry_out_import, pick_up_imports
from egnatia.activities.imports.name_queue.actions import bring_answer_in
from egnatia.activities.partners.actions.requests import send_partner_letter
from egnatia.activities.sources.actions.fetches import fetch_source, pick_up_sources

__all__ = [
    "bring_answer_in",
    "carry_out_import",
    "fetch_source",
    "pick_up_imports",
    "pick_up_sources",
    "send_partner_letter",
]

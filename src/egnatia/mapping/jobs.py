"""The jobs of all features, where the queue looks for them."""

from egnatia.mapping.circulation.jobs import send_text_letters
from egnatia.mapping.frameworks.jobs import estimate_waiting_activities, pick_up_estimates
from egnatia.mapping.imports.jobs import carry_out_import, pick_up_imports
from egnatia.mapping.imports.queue.jobs import bring_answer_in
from egnatia.mapping.matches.jobs import compare_waiting_activities, pick_up_comparisons
from egnatia.mapping.partners.jobs import send_partner_letter
from egnatia.mapping.proposals.jobs import deliver_question
from egnatia.mapping.rounds.jobs import send_round_letter
from egnatia.mapping.sections.jobs import send_section_letter
from egnatia.mapping.snapshots.jobs import end_of_silence

__all__ = [
    "bring_answer_in",
    "carry_out_import",
    "compare_waiting_activities",
    "deliver_question",
    "end_of_silence",
    "estimate_waiting_activities",
    "pick_up_comparisons",
    "pick_up_estimates",
    "pick_up_imports",
    "send_partner_letter",
    "send_round_letter",
    "send_section_letter",
    "send_text_letters",
]

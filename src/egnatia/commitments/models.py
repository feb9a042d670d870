"""The tables of commitments, feature by feature."""

from egnatia.commitments.civil_society_views.models import Observation, ObservationReply
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.outcome_documents.models import Outcome

__all__ = ["Commitment", "FollowUp", "Observation", "ObservationReply", "Outcome"]

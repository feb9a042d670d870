"""The tables of commitments, feature by feature."""

from egnatia.commitments.agreed.models import Commitment
from egnatia.commitments.followed.models import FollowUp
from egnatia.commitments.observed.models import Observation, ObservationReply
from egnatia.commitments.outcomes.models import Outcome
from egnatia.commitments.reminded.models import DueLetter

__all__ = ["Commitment", "DueLetter", "FollowUp", "Observation", "ObservationReply", "Outcome"]

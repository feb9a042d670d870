"""The tables of commitments, feature by feature."""

from egnatia.commitments.agreed.models import Commitment
from egnatia.commitments.followed.models import FollowUp
from egnatia.commitments.outcomes.models import Outcome

__all__ = ["Commitment", "FollowUp", "Outcome"]

"""The mapping's tables, feature by feature."""

from egnatia.mapping.activities.models import Activity, ActivityKey
from egnatia.mapping.matches.models import Match, Uncompared, View

__all__ = ["Activity", "ActivityKey", "Match", "Uncompared", "View"]

"""The rooms of the site, in the order in which their addresses are looked through."""

from egnatia.activities.room import ROOM as ACTIVITIES
from egnatia.comments.room import ROOM as COMMENTS
from egnatia.commitments.room import ROOM as COMMITMENTS
from egnatia.confirmations.room import ROOM as CONFIRMATIONS
from egnatia.exchange.room import ROOM as EXCHANGE
from egnatia.files.room import ROOM as FILES
from egnatia.library.room import ROOM as LIBRARY
from egnatia.matching.room import ROOM as MATCHING
from egnatia.needs.room import ROOM as NEEDS
from egnatia.people.room import ROOM as PEOPLE
from egnatia.proposals.room import ROOM as PROPOSALS
from egnatia.public.room import ROOM as PUBLIC
from egnatia.reporting.room import ROOM as REPORTING
from egnatia.rounds.room import ROOM as ROUNDS
from egnatia.start.room import ROOM as START
from egnatia.workdays.room import ROOM as WORKDAYS

ROOMS = (
    *(START, REPORTING, ROUNDS, PROPOSALS, NEEDS, MATCHING, ACTIVITIES, FILES, WORKDAYS),
    *(COMMITMENTS, EXCHANGE, LIBRARY, CONFIRMATIONS, COMMENTS, PUBLIC, PEOPLE),
)

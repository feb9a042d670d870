"""The kinds that people write in a form: each room brings what is said in its worlds."""

from tests.commitments.worlds import COMMITMENT_WORLD, FOLLOW_UP_WORLD
from tests.exchange.contact_points.worlds import CONTACT_WORLD
from tests.exchange.worlds import NOTICE_WORLD
from tests.library.worlds import LIBRARY_WORLDS

WORLDS = (NOTICE_WORLD, CONTACT_WORLD, *LIBRARY_WORLDS)
WITH_WORLDS_OF_THEIR_OWN = (COMMITMENT_WORLD, FOLLOW_UP_WORLD)  # in the non-interference test

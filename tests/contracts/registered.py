"""The kinds that people write in a form: each room brings what is said in its worlds."""

from tests.exchange.worlds import NOTICE_WORLD

WORLDS = (NOTICE_WORLD,)

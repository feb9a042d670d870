"""The routes of all kinds that are described."""

from tests.contracts.registered import WORLDS
from tests.noninterference.kinds import routes_of
from tests.noninterference.routes import route

for world in WORLDS:
    for name, generator in routes_of(world).items():
        route(name)(generator)

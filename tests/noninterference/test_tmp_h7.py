import pytest

from tests.noninterference import routes
from tests.noninterference import test_write_authority as w
from tests.noninterference.comparing import Look, compare
from tests.noninterference.stage import set_up

pytestmark = [pytest.mark.django_db, pytest.mark.noninterference]
CLOSE = tuple(n for n in routes.names_of_all_routes() if n.startswith("exchange:information")) + (
    "people:marking",
    "people:changes",
    "people:calendar-file",
    "start:home",
    "public:search",
)
VERBS = ("answer request", "more time", "decide on time", "send request", "draft request", "close request")


def test_close():
    stage = set_up()
    seed, n = 40_000_000, 0
    while n < 9000:
        out = compare(seed, stage, sample=80, look=Look(CLOSE, VERBS))
        assert not out.leak, out.leak
        seed += 1
        n += out.accesses
    print(n)


def test_writes(monkeypatch):
    stage = set_up()
    seed, n, eff = 50_000_000, 0, 0

    def writes_of(known, chance):
        loaded = routes.load()
        every = [
            a
            for name in sorted(loaded)
            if name.startswith("exchange:information")
            for a in loaded[name](known)
            if a.method == "POST"
        ]
        every = list(dict.fromkeys(map(str, every))) and every
        return chance.sample(every, min(60, len(every)))

    monkeypatch.setattr(w, "writes_of", writes_of)
    while n < 3000:
        for access, changes, authority in w.tried(seed, stage):
            beyond = [c for c in changes if not authority.allows(c)]
            assert not beyond, f"seed {seed}, {authority.who}: {access} changed {beyond}"
            n += 1
            eff += bool(changes)
        seed += 1
    print(n, eff)

"""What every test may ask for. Only tests that touch the database start one."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import translation
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from egnatia.web import catalogues
from egnatia.web.serve import roles
from tests import cluster, handler, templates
from tests.connected import wait_until_alone

# What `script/test fast` leaves out, beside single tests that are marked so. The rule: slow is what starts a server or
# a browser, runs `egnatia` as a process of its own, loads the demo, walks over whole families of pages or files, or
# goes on until a limit is reached that lies far off: fifty attempts, a thousand records, ten thousand rows, a file
# without end. Of a file that goes through the database the first tests are quick.
SLOW = (
    "noninterference/",
    "journeys/",
    "web/serve/",
    "web/i18n/test_translated.py",
    "formats/test_hostile.py",
    "activities/imports/test_two_worlds.py",
    "needs/spreadsheets/test_round_trip.py",
)
FIRST = 4
SLOW_FIXTURES = {"database_url", "demo"}
# What the build runs without measuring which lines it reaches, in half the time: what plays at random, walks over the
# demo, kills what it started, reads real files or opens a browser. No line counts as tested because such a test came
# by: each must be reached by one that is about it.
UNMEASURED = (
    "journeys/",
    "noninterference/",
    "activities/imports/test_killed.py",
    "activities/imports/test_killed_whole.py",
    "activities/imports/test_two_worlds.py",
)
UNMEASURED_MARKS = ("browser", "real_data")
COMMITS = {"transactional_db", "live_server"}
# Of several processes one runs all tests of a file; of these folders too, which set up one thing for all their tests.
# Of these any process takes the next test: the first two commit, so they come last, and are long.
TOGETHER = ("tests/journeys/", "tests/web/serve/")
# Tests over the demo: one process loads it once for all of them, which takes longer than most of them.
OVER_THE_DEMO = (
    "tests/architecture/test_budgets_of_pages.py",
    "tests/commitments/test_demo.py",
    "tests/exchange/contact_points/test_demo.py",
    "tests/needs/spreadsheets/test_every_download.py",
    "tests/people/test_erasure.py",
    "tests/proposals/test_demo_proposals.py",
    "tests/start/demo/",
    "tests/web/i18n/test_translated.py",
    "tests/web/i18n/test_visitors.py",
    "tests/web/test_menu.py",
)
FRESH_DEMO = "tests/web/i18n/test_pseudo.py"  # reads papers in a language of its own: none may be drawn already
APART = (
    "tests/activities/imports/test_killed.py",
    "tests/activities/imports/test_command.py",
    "tests/noninterference/",
    "tests/journeys/test_two_rounds.py",  # on a site of its own
)
DEMO_STAYS = pytest.StashKey[bool]()
HELD = 2  # a process begins a test only when it knows the next
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
HERE = Path(__file__).parent

hypothesis.settings.register_profile("fast", max_examples=20)


def pytest_configure() -> None:
    """Pages are asked for in five languages: gettext reads compiled catalogues, and keeps what it read."""
    tuple(catalogues.compiled())
    settings.PASSWORD_HASHERS = ["tests.people.accounts.QuickArgon2"]
    handler.share()


def pytest_sessionstart() -> None:
    """mutmut forks from a process in which all tests ran: what a function kept there would hide what became of it."""
    if "MUTANT_UNDER_TEST" not in os.environ:
        return
    for module in [each for name, each in sys.modules.items() if name.startswith("egnatia")]:
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is loaded by now stays: no collection of garbage walks through it again, as in `egnatia.web.wsgi`."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20)


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist carries no types
    """Gives a process that has nothing left to do the next file of tests."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(APART):
            return nodeid
        return _together(nodeid) or nodeid.partition("::")[0]

    def _reschedule(self, node: WorkerController) -> None:
        """Beside the test that runs a process holds one more: others would wait behind a long one for nothing."""
        if not self.workqueue or self._pending_of(self.assigned_work[node]) < HELD:
            super()._reschedule(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    return ByFile(config, log) if config.getvalue("dist") == "loadscope" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is slow, and what is run unmeasured."""
    places: dict[Path, dict[str, int]] = {}  # of each file its tests, in their order
    for item in items:
        among = places.setdefault(item.path, {})
        number = among.setdefault(item.nodeid.partition("[")[0], len(among))
        if _is_slow(item, number):
            item.add_marker(pytest.mark.slow)
        if _is_unmeasured(item):
            item.add_marker(pytest.mark.unmeasured)


def _is_slow(item: pytest.Item, number: int) -> bool:
    """By the rule above; `number` is the place of the test in its file, from 0."""
    place = os.path.relpath(item.path, HERE)
    late = number >= FIRST and item.get_closest_marker("django_db")
    return bool(late or place.startswith(SLOW) or SLOW_FIXTURES & _fixtures(item))


def _is_unmeasured(item: pytest.Item) -> bool:
    place = os.path.relpath(item.path, HERE)
    at_random = hypothesis.is_hypothesis_test(getattr(item, "obj", None))
    return _is_unmeasured_by_mark(item) or at_random or place.startswith(UNMEASURED) or "demo" in _fixtures(item)


def _is_unmeasured_by_mark(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in UNMEASURED_MARKS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """The demo stays for the next file only where its first test asks for it too, and can have one that others used."""
    stays = nextitem is not None and not nextitem.nodeid.startswith(FRESH_DEMO) and "demo" in _fixtures(nextitem)
    item.session.stash[DEMO_STAYS] = stays


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_in_order(items: list[pytest.Item]) -> None:
    """What one process runs whole first, then slow ones: no process waits long for another's last test. Tests that
    commit come after all others of the database, since they leave it without the rows of the migrations; what is quick
    and asks for none fills the end."""
    mixed = {item.path for item in items if _commits(item)} & {item.path for item in items if not _commits(item)}
    if mixed:
        told = ", ".join(sorted(str(path) for path in mixed))
        raise pytest.UsageError(f"a file is run in one go, so tests that commit want a file of their own: {told}")
    slow = {item for item in items if item.get_closest_marker("slow")}
    early = slow | {item for item in items if _asks_for_a_database(item) or _is_unmeasured_by_mark(item)}
    last = {item.path for item in items} - {item.path for item in early}
    items.sort(key=lambda item: (item.path in last, _commits(item), not _together(item.nodeid), item not in slow))


def _together(nodeid: str) -> str:
    """What one process runs whole with the test: its folder, all that is over the demo, or nothing: ""."""
    folder = next((folder for folder in TOGETHER if nodeid.startswith(folder)), "")
    return folder or ("demo" if nodeid.startswith(OVER_THE_DEMO) else "")


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _asks_for_a_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or DATABASE & _fixtures(item))


def _commits(item: pytest.Item) -> bool:
    asked = item.get_closest_marker("django_db")
    return bool(COMMITS & _fixtures(item)) or bool(asked and asked.kwargs.get("transaction"))


@pytest.fixture(autouse=True)
def language_at_rest() -> Iterator[None]:
    """A request leaves its language behind: the next test begins in the first of the settings."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Send Django to the tests' server, as the role that may change tables."""
    address = roles.address(cluster.running(), roles.OWNER)
    default = settings.DATABASES["default"]
    default.update(NAME="postgres", USER=address.role, PASSWORD=address.password, HOST=str(address.sockets), PORT="")
    name = f"test_{os.environ.get('EGNATIA_TEST_DB', 'egnatia')}"
    default.setdefault("TEST", {}).update(NAME=name, TEMPLATE=templates.migrated(cluster.running()))
    assert connections["default"].settings_dict is default
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@contextmanager
def _serving_role() -> Iterator[None]:
    """Inside, Django's connection has the rights that the running server has, and no more."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE egnatia")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


@pytest.fixture
def serving_role(db: None) -> AbstractContextManager[None]:
    """`with serving_role: …` runs its body with the running server's rights, inside the test's transaction."""
    return _serving_role()


@pytest.fixture
def serving_connection(transactional_db: None) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A second connection to the test's database, signed in as the serving role; it sees what is committed."""
    address = roles.address(cluster.running(), roles.SERVING, connection.settings_dict["NAME"])
    with psycopg.connect(str(address), autocommit=True) as opened:
        yield opened


@pytest.fixture
def database_url(transactional_db: None) -> Iterator[str]:
    """The serving role's address of the test's database, for a process of its own.

    What the database still does for a process that was killed ends before its tables are emptied.
    """
    yield str(roles.address(cluster.running(), roles.SERVING, connection.settings_dict["NAME"]))
    wait_until_alone()

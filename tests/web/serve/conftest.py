"""Servers of their own, in folders that the database's user can reach."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from egnatia.web.serve import roles
from egnatia.web.serve.account import database_account
from egnatia.web.serve.cluster import Cluster
from egnatia.web.serve.home import Home
from egnatia.web.serve.software import reachable
from tests.web.serve.served import served


def new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="egnatia-"))
    folder.chmod(0o711)
    return folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that other users may pass through."""
    made = new_folder()
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def settled() -> Iterator[Path]:
    """A home that was served before and is quiet now. Nobody starts it: `home` copies it."""
    made = new_folder()
    with served(made / "home") as running:
        running.wait_until_ready()
    yield made / "home"
    shutil.rmtree(made)


@pytest.fixture
def home(folder: Path, settled: Path) -> Path:
    """A home of the test's own whose tables are there, as at every start but the first."""
    subprocess.run(["cp", "-a", settled, folder / "home"], check=True)  # the database's files stay its user's
    return folder / "home"


def cluster_in(path: Path) -> Cluster:
    """As `egnatia serve` runs it, product settings and all."""
    home, account = Home(path), database_account()
    home.prepare(account)
    return Cluster(home, account, reachable(account, home.postgres))


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    """A running server with its roles, for the tests of one module."""
    made = new_folder()
    cluster = cluster_in(made / "home")
    cluster.create()
    process = cluster.start()
    roles.provide(cluster.home)
    yield cluster
    cluster.stop()
    process.wait()
    shutil.rmtree(made)

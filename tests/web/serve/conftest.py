"""Servers of their own, in folders that the database's user can reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from egnatia.web.serve import roles
from egnatia.web.serve.account import database_account
from egnatia.web.serve.cluster import Cluster
from egnatia.web.serve.home import Home
from egnatia.web.serve.software import reachable


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

import pytest
from typer.testing import CliRunner

from egnatia.kernel.models import Person
from egnatia.web.cli import main

pytestmark = pytest.mark.django_db


def demo(word: str) -> str:
    result = CliRunner().invoke(main, ["demo", word], prog_name="egnatia")
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.slow
def test_the_demo_is_loaded_once_and_says_how_to_sign_in() -> None:
    first, again = demo("load"), demo("load")

    assert "Loaded" in first
    assert "nothing was changed" in again
    for user in Person.objects.filter(is_demo=True):
        assert f"egnatia user code {user.username}" in again


@pytest.mark.slow
def test_the_demo_can_be_taken_away() -> None:
    demo("load")

    assert "Withdrew" in demo("remove")
    assert not Person.objects.filter(is_demo=True, is_active=True).exists()


def test_the_demo_s_users_are_named() -> None:
    assert "egnatia user code" in demo("users")

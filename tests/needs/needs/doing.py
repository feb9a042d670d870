"""Needs for tests: say only what the test is about."""

from typing import Any
from uuid import UUID

from tests import make

from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need
from egnatia.taxonomy.models import Term

WORDS = "Dopo lirimit nuk ka kush i pret"  # Albanian, of our own making


def focal_point(economy: str = "ALB", username: str = "arta") -> Reader:
    return make.reader(username, seats=(("focal-points", economy),), focal_point=("focal-points", economy))


def secretariat() -> Reader:
    return make.reader("desk", seats=("focal-points",), secretariat=True)


def said(words: str | dict[str, str] = WORDS, *, language: str = "sq", **more: Any) -> NeedContent:  # noqa: ANN401 - any field of what is said
    """`words` in the language, or in several by language."""
    spoken = words if isinstance(words, dict) else {language: words}
    facts: dict[str, Any] = {"economy": "ALB", "objective": "2.3.2", **more}
    return NeedContent(words=ByLanguage(spoken, language), **facts)


def need(by: Reader, *, marking: Marking = make.GREEN, **more: Any) -> UUID:  # noqa: ANN401 - any field of what is said
    return lifecycle.create(NEED, said(**more), marking, by=by)


def stored(record: UUID) -> Need:
    found: Need = Need.objects.select_related("record").get(pk=record)
    return found


def objectives() -> None:
    """The leaf objectives that tests speak of, where the installation has no vocabulary yet."""
    for order, (code, label) in enumerate((("2.3", "Exit and return"), ("2.3.1", "Prison"), ("2.3.2", "Probation"))):
        Term.objects.get_or_create(
            vocabulary="objective", code=code, defaults={"labels": {"en": label}, "order": order}
        )

"""Leaks planted on purpose in what visitors write to the secretariat."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from egnatia.pages.pagination import Page
from egnatia.public.messages import queries, views
from egnatia.public.messages.queries import message_for
from egnatia.public.models import VisitorMessage
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.oracle import VISITOR_MESSAGE


@mutant("public:missing-done", misses=(VISITOR_MESSAGE,), only=True)
def senders_words_on_the_public_list() -> Iterator[None]:
    """What was asked and done is told of every message, in the words of the sender."""

    def leaking(number: int) -> Any:  # noqa: ANN401 - whatever the product passes
        rows = VisitorMessage.objects.order_by("-at", "pk")
        told = [queries.PublishedOutcome(row.text, row.outcome, row.language, row.at) for row in rows]
        return Page(tuple(told), number, more=False)

    with patched(views, "outcomes", leaking):
        yield


@mutant("public:messages", "public:message", misses=(VISITOR_MESSAGE,), only=True)
def messages_for_every_member() -> Iterator[None]:
    """Whoever has an account reads a message by its address."""
    true = message_for

    def leaking(reader: Any, message: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(replace(reader, offices=reader.offices | {"S"}, strong=True), message)

    with patched(views, "message_for", leaking):
        yield

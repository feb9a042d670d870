"""Delivering questions behind the scenes. A job carries an identifier only."""

from uuid import UUID

from procrastinate.contrib.django import app

from egnatia.proposals.actions import deliver


@app.task(queue="default", name="proposals.deliver_question")
def deliver_question(question_id: str) -> None:
    """Safe to run twice: a question that was delivered has nothing left to compare by."""
    deliver(UUID(question_id))


def send(question_id: UUID) -> None:
    """Put it into the queue, in the transaction at hand."""
    deliver_question.defer(question_id=str(question_id))

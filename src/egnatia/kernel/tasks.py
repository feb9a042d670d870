"""Tasks for the worker that are deferred once, however often they are asked for."""

from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task


def defer_once(task: Task[..., None, Any], lock: str, **arguments: str) -> None:
    """Put it into the queue, in the transaction at hand, unless one with this lock waits there already."""
    try:
        with transaction.atomic():  # what the queue refuses is undone alone
            task.configure(queueing_lock=lock).defer(**arguments)
    except AlreadyEnqueued:
        return

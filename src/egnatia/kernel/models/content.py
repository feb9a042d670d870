"""A kind of record that says what its content describes: the row keeps what it says now, versions what it said."""

from typing import ClassVar

from django.db import models

from egnatia.kernel.models.kind import Kind, RecordQuerySet


class ContentKind(Kind):
    """`content` is the body of the kind's `records.content.Content`. Further columns follow from it."""

    content = models.JSONField(default=dict)

    objects: ClassVar[RecordQuerySet] = RecordQuerySet.as_manager()  # type: ignore[assignment]  # the stubs see a Manager

    class Meta(Kind.Meta):
        abstract = True

"""What an action may answer instead of doing it. Pages turn each into the same words for everybody."""


class NotFound(Exception):  # noqa: N818 - said as the page says it
    """There is no such record, or the reader may not know of it: the two are one answer."""


class NotAllowed(Exception):  # noqa: N818 - said as the page says it
    """The reader sees the record but may not do this; `code` names the rule."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AlreadyThere(Exception):  # noqa: N818 - said as the page says it
    """Their organisation already has this record under this marking."""


class ChangedMeanwhile(Exception):  # noqa: N818 - said as the page says it
    """Somebody saved another version since the form was opened."""

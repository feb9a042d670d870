"""The error by which a reader gives up a whole file."""

from egnatia.formats.outcomes import Refused
from egnatia.formats.sentences import sentence


class Refusal(Exception):  # noqa: N818 - it is an answer to the sender, not a fault of ours
    """A file cannot be used. `code` and `params` are those of `sentences`; the file's name is added by `of`."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def of(self, file: str) -> Refused:
        """What is told about `file`."""
        params = {**self.params, "file": file}
        return Refused(file=file, code=self.code, sentence=sentence(self.code, params), params=params)

"""What a view receives: a request that knows its reader."""

from django.http import HttpRequest

from egnatia.kernel.access.reader import Reader

# The session's note that a second factor was shown at this sign-in.
SECOND_FACTOR_SHOWN = "second_factor_shown"


class ReaderRequest(HttpRequest):
    reader: Reader

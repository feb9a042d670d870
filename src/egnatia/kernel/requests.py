"""What a view receives: a request that knows its reader."""

from django.http import HttpRequest

from egnatia.kernel.access.reader import Reader

# The session's note that a second factor was shown at this sign-in.
SECOND_FACTOR_SHOWN = "second_factor_shown"
# In META: the status of a request whose body was not read to its end, and which is answered with that.
NOT_READ = "egnatia.not-read"


class ReaderRequest(HttpRequest):
    reader: Reader

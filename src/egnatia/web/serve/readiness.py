"""Whether an address is free to listen on, and whether pages are answered there."""

import errno
import http.client
import socket
from contextlib import closing, suppress

from egnatia.web.serve.faults import ExitCode, FaultError

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 (what one may have asked for)


def require_free(host: str, port: int) -> None:
    """Raise a fault that names the port when nobody can listen there."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} is in use by another program: choose another with --port."
        else:
            sentence = f"Nobody can listen on {host}:{port} ({error.strerror}): choose another --host or --port."
        raise FaultError(ExitCode.PORT, sentence) from error


def answers(host: str, port: int) -> bool:
    """Whether a page comes back, whatever it says."""
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=10)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    return False

"""The files in `deploy/`: checked by the programs that they are for, and nginx in front of a product that is served."""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import get_resolver

from tests.architecture.tree import ROOT
from tests.noninterference.routes import names_of_all_routes
from tests.web.serve.served import free_port, served

pytestmark = pytest.mark.slow
DEPLOY = ROOT / "deploy"
SECRET = "s3cr3t-of-a-link"
NEEDED = "EGNATIA_REQUIRE_DEPLOY"  # where a build says that the programs are there


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None and not os.environ.get(NEEDED):
        pytest.skip(f"{name} is not installed here")
    assert found, f"{name} is not installed"
    return found


def test_the_unit_is_valid_and_exposes_little(tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    unit = tmp_path / "egnatia.service"
    installed = Path(sys.executable).with_name("egnatia")
    here = str(installed if installed.exists() else Path("/bin/true"))
    unit.write_text((DEPLOY / "egnatia.service").read_text().replace("/opt/egnatia/.venv/bin/egnatia", here))

    valid = subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, text=True, check=False)
    judged = subprocess.run(
        [analyze, "security", "--offline=yes", "--no-pager", unit], capture_output=True, text=True, check=False
    )

    told = [line for line in valid.stderr.splitlines() if "egnatia.service" in line]
    assert told == []
    exposure = re.search(r"Overall exposure level for egnatia\.service: ([0-9.]+)", judged.stdout)
    assert exposure, judged.stderr
    assert float(exposure[1]) <= 2.5


@contextmanager
def nginx(folder: Path, product: int) -> Iterator[int]:
    """nginx with our file, on a port of its own, with a certificate made for the test."""
    port, plain = free_port(), free_port()
    key, certificate = folder / "key.pem", folder / "fullchain.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=egnatia.example.org"]
    command = [program("openssl"), *made, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    ours = (DEPLOY / "nginx.conf").read_text()
    for found, put in (
        ("/etc/ssl/egnatia/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("127.0.0.1:8000", f"127.0.0.1:{product}"),
    ):
        ours = ours.replace(found, put)
    ours = re.sub(r"\n  listen \[::\].*", "", ours)
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\nhttp {{\n"
        f"client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;\n"
        f"uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{ours}\n}}\n"
    )
    process = subprocess.Popen([program("nginx"), "-c", whole, "-p", folder], stderr=subprocess.PIPE, text=True)
    try:
        yield port
    finally:
        process.terminate()
        assert process.wait(20) == 0, process.stderr and process.stderr.read()
        if process.stderr:
            process.stderr.close()


def asked(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    unproved = ssl.create_default_context()
    unproved.check_hostname, unproved.verify_mode = False, ssl.CERT_NONE
    deadline = time.monotonic() + 20
    while True:
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=unproved)
        try:
            connection.request(method, path, headers={"Host": "egnatia.example.org"})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        except ConnectionRefusedError:  # it starts just now
            assert time.monotonic() < deadline
            time.sleep(0.1)
        finally:
            connection.close()


def secret_addresses() -> list[str]:
    """Every address of the site of which a part is a secret, by the names of their parameters."""
    found = []
    for name in names_of_all_routes():
        for possibility in get_resolver().reverse_dict.getlist(name.rsplit(":", 1)[-1]) or _within(name):
            for pattern, parameters in possibility[0]:
                if {"token", "secret", "key"} & set(parameters) and "institutions" not in pattern:
                    found.append("/" + pattern % dict.fromkeys(parameters, SECRET))
    return sorted(set(found))


def _within(name: str) -> list[tuple[list[tuple[str, list[str]]], str, object, object]]:
    resolver, prefix = get_resolver(), ""
    *spaces, last = name.split(":")
    for space in spaces:
        begin, resolver = resolver.namespace_dict[space]
        prefix += begin
    return [
        ([(prefix + pattern, parameters) for pattern, parameters in each[0]], *each[1:])
        for each in resolver.reverse_dict.getlist(last)
    ]


def test_nginx_in_front_of_the_product(home: Path, folder: Path) -> None:
    program("nginx")
    told = {
        "EGNATIA_HOSTS": "egnatia.example.org,localhost",
        "EGNATIA_ORIGINS": "https://egnatia.example.org",
        "EGNATIA_HTTPS": "1",
        "EGNATIA_PROXIES": "127.0.0.1",
    }
    addresses = secret_addresses()
    assert len(addresses) >= 5, addresses
    with served(home, told=told) as running, nginx(folder, running.port) as port:
        running.wait_until_ready()
        status, headers, page = asked(port, "/account/login/")
        for address in addresses:
            asked(port, address + f"?q={SECRET}")
        assert status == 200
        assert "__Host-csrf=" in headers["set-cookie"]
        assert headers["strict-transport-security"].startswith("max-age=")
        assert "https://" not in page or "egnatia.example.org" in page

    written = (folder / "egnatia.log").read_text()
    assert written.count("\n") == len(addresses) + 1
    assert "/account/login/" in written
    assert SECRET not in written

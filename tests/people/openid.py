"""A provider of OpenID Connect, answering HTTP on this machine, and an installation that knows it."""

import base64
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module, reload
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.apps import AppConfig, apps
from django.test import Client, override_settings
from django.urls import clear_url_caches, reverse

from egnatia.web.serve.addresses import provider_of
from tests.visits import Answer

CLIENT, CLIENT_SECRET = "egnatia", "the secret of the client"


class ProviderOfSignIns:
    """`claims`: what it says of whoever signs in there; `told`: what its discovery document says besides.

    `altered` changes a token before `sign` signs it; `published` is listed as its key instead of the public part of the
    right one. Every request that it gets is in `asked`.
    """

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {"sub": "248289761001"}
        self.told: dict[str, Any] = {}
        self.altered: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.leads_elsewhere = ""
        self.published: dict[str, str] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})

    def settings(self, **more: str) -> dict[str, str]:
        """The environment of an installation whose people may sign in here."""
        said = {"ISSUER": self.issuer, "CLIENT_ID": CLIENT, "CLIENT_SECRET": CLIENT_SECRET, "NAME": "Ministry", **more}
        return {f"EGNATIA_OIDC_{name}": value for name, value in said.items()}

    def page(self, address: str) -> str:
        """What a person does there: they sign in, and are sent back to this address."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["client_id"] == CLIENT
        assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == ("code", "openid", "S256")
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """For a code that it gave, once, to the client and the session that it was given for."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or (form.get("client_id"), form.get("client_secret")) != (CLIENT, CLIENT_SECRET):
            return None
        shown = base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if (shown, form["redirect_uri"]) != (asked["code_challenge"], asked["redirect_uri"]):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        signed = {name: value for name, value in (claims | self.claims | self.altered).items() if value is not None}
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.sign(signed)}

    def _answer(self, path: str, body: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            whole = {name: self.issuer + place for name, place in places.items()}
            methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            return {"issuer": self.issuer, **whole, **methods, **self.told}
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**(self.published or {**public, "alg": "RS256"}), "kid": "one", "use": "sig"}]}
        if path == "/token":
            return self.token({name: values[0] for name, values in parse_qs(body).items()})
        return None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked.append(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                found = provider._answer(self.path, body)
                self.send_response(307 if provider.leads_elsewhere else 200 if found else 400)
                if provider.leads_elsewhere:
                    self.send_header("Location", provider.leads_elsewhere)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                if not provider.leads_elsewhere:
                    self.wfile.write(json.dumps(found or {"error": "invalid_grant"}).encode())

            do_POST = do_GET  # noqa: N815 - http.server's own name

            def log_message(self, *args: object) -> None:
                """A test is silent."""

        return Handler


@contextmanager
def answering() -> Iterator[ProviderOfSignIns]:
    provider = ProviderOfSignIns()
    thread = Thread(target=provider.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join()


@contextmanager
def installed(environ: dict[str, str]) -> Iterator[None]:
    """The installation as its settings and addresses are with this environment."""
    with override_settings(OIDC=provider_of(environ)), _app("allauth.socialaccount"):
        _addresses_anew()
        yield
    _addresses_anew()


@contextmanager
def _app(name: str) -> Iterator[None]:
    """Installed besides: to install all of them anew, as Django would, is more than procrastinate bears."""
    config = AppConfig.create(name)
    if config.label in apps.app_configs:
        yield
        return
    config.apps, config.models = apps, apps.all_models[config.label]
    apps.app_configs[config.label] = config
    try:
        config.import_models()
        apps.clear_cache()
        yield
    finally:
        del apps.app_configs[config.label]
        apps.clear_cache()


def _addresses_anew() -> None:
    for module in ("egnatia.people.accounts.urls", "egnatia.web.urls"):
        reload(import_module(module))
    clear_url_caches()


def back_from(provider: ProviderOfSignIns, client: Client, left: Answer) -> Answer:
    """Signs in at the provider where `left` leads to, and comes back."""
    assert left["Location"].startswith(f"{provider.issuer}/authorize?"), left["Location"]
    return client.get(provider.page(left["Location"]))


def sign_in_at(provider: ProviderOfSignIns, client: Client, **form: str) -> Answer:
    left: Any = client.post(reverse("account_provider"), form)
    return back_from(provider, client, left)

"""What a request says of itself is taken over with care."""

import runpy
from ipaddress import ip_network

import pytest
from django.conf import LazySettings
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory

from egnatia.web import settings as module
from egnatia.web.middleware.requests import behind_proxies, text_only

OUTSIDE, PROXY, INNER = "203.0.113.9", "10.0.0.1", "10.0.0.2"


@pytest.fixture
def proxies(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]


def seen(address: str, **headers: str) -> tuple[str, str]:
    """The address and scheme that views are told."""
    found = {}

    def view(request: HttpRequest) -> HttpResponse:
        found["it"] = (request.META["REMOTE_ADDR"], str(request.scheme))
        assert "HTTP_X_FORWARDED_FOR" not in request.META
        return HttpResponse()

    behind_proxies(view)(RequestFactory().get("/", REMOTE_ADDR=address, **headers))  # type: ignore[arg-type]  # headers
    return found["it"]


@pytest.mark.usefixtures("proxies")
@pytest.mark.parametrize(
    ("named", "address"),
    [
        (OUTSIDE, OUTSIDE),
        (f"198.51.100.1, {OUTSIDE}", OUTSIDE),  # what somebody said of themselves does not count
        (f"{OUTSIDE}, {INNER}", OUTSIDE),
        ("", PROXY),
        ("nonsense", PROXY),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_a_trusted_proxy_says_who_asks(named: str, address: str) -> None:
    assert seen(PROXY, HTTP_X_FORWARDED_FOR=named) == (address, "http")
    assert seen(PROXY, HTTP_X_FORWARDED_FOR=named, HTTP_X_FORWARDED_PROTO="https") == (address, "https")
    assert seen(PROXY, HTTP_X_FORWARDED_FOR=named, HTTP_X_FORWARDED_PROTO="gopher")[1] == "http"


@pytest.mark.usefixtures("proxies")
def test_nobody_else_is_believed() -> None:
    headers = {"HTTP_X_FORWARDED_FOR": "198.51.100.1", "HTTP_X_FORWARDED_PROTO": "https"}

    assert seen(OUTSIDE, **headers) == (OUTSIDE, "http")
    assert seen("", **headers) == ("", "http")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/search/?q=a%00b", None),
        ("/search/?q%00=a", None),
        ("/sear%00ch/", None),
        ("/account/login/", {"login": "a\0b", "password": "x"}),
    ],
)
def test_what_no_text_holds_is_a_bad_request_wherever_it_comes(path: str, sent: dict[str, str] | None) -> None:
    client = Client()
    answer = client.get(path) if sent is None else client.post(path, sent)

    assert answer.status_code == 400
    if sent:
        assert (
            client.post(path, "&".join(f"{k}=%00" for k in sent), "application/x-www-form-urlencoded").status_code
            == 400
        )


def test_half_a_character_is_no_text_and_a_whole_one_is() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.POST["title"])

    asked = RequestFactory()
    half = asked.get("/")
    half.GET = QueryDict(mutable=True)  # type: ignore[assignment]  # as something that is read otherwise might leave it
    half.GET.update({"title": "\ud800"})
    whole = asked.post("/", {"title": "обука 🏛", "file": SimpleUploadedFile("a.txt", b"\0")})

    with pytest.raises(BadRequest):
        text_only(view)(half)
    assert text_only(view)(whole).content.decode() == "обука 🏛"


def test_cookies_and_transport_belong_to_this_host_alone_over_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGNATIA_HTTPS", "1")
    told = runpy.run_path(str(module.__file__))

    assert told["SESSION_COOKIE_NAME"] == "__Host-session"
    assert told["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert told["SESSION_COOKIE_SECURE"]
    assert told["CSRF_COOKIE_SECURE"]
    assert told["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert told["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"], "no name that only tests use"


def test_signs_that_turn_the_direction_of_writing_are_left_out_of_what_a_form_sends() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{request.POST['title']} {request.POST.getlist('other')}")

    sent = RequestFactory().post("/", {"title": "Desk \u202elive\u2066", "other": ["سلام", "plain"]})

    assert text_only(view)(sent).content.decode() == "Desk live ['سلام', 'plain']"

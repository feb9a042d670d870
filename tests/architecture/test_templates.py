"""Templates are short, escape everything, run under a strict policy and can be translated to the last word."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, named, templates
from tests.architecture.visible import complaints_about, unescaped, untranslated_in_text

LONGEST_PARTIAL = 39
ARGUMENT = re.compile(r"\|\w+:([A-Za-z]\w*(?:\.\w+)*)\b(?!\()")  # of a filter, where it is a name and no literal
INCLUDED = re.compile(r'{%\s*include\s+"([^"]+)"([^%]*)%}')
SELF_CONTAINED = PACKAGE / "web" / "analysis"  # a report that is one file, opened from a disk: its style lies within


def is_partial(source: str) -> bool:
    return "{% extends" not in source and "<html" not in source


def complaints(paths: list[Path]) -> list[str]:
    return [
        f"{named(path)}:{complaint}"
        for path in paths
        for complaint in complaints_about(path.read_text(encoding="utf-8"))
    ]


def test_every_visible_word_is_translatable() -> None:
    # The report of `egnatia analyse` runs without settings and so without catalogues: English for now, see CHANGELOG.
    pages = [path for path in templates() if not path.is_relative_to(SELF_CONTAINED)]

    assert [one for one in complaints(pages) if not one.partition(": ")[2].startswith("inline")] == []


def test_no_code_stands_in_a_page() -> None:
    pages = [path for path in templates() if not path.is_relative_to(SELF_CONTAINED)]

    assert [one for one in complaints(pages) if one.partition(": ")[2].startswith("inline")] == []


def test_every_line_of_a_mail_is_translatable() -> None:
    found = {named(path): untranslated_in_text(path.read_text(encoding="utf-8")) for path in templates("txt")}

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_view_hides_what_every_page_shows() -> None:
    """`page` is the frame's: the banner, the menu, the footnote. A view that says it too empties them."""
    views = [path for path in PACKAGE.rglob("*.py") if "views" in path.parts or path.stem == "views"]

    assert [named(path) for path in views if '"page": ' in path.read_text(encoding="utf-8")] == []


def test_a_form_has_its_token_however_it_is_included() -> None:
    """What is included with `only` gets no token but by name; a form without it is refused when it is sent."""
    sources = {path.as_posix().partition("/templates/")[2]: path.read_text(encoding="utf-8") for path in templates()}
    included = [(whole, part, words) for whole, source in sources.items() for part, words in INCLUDED.findall(source)]
    waiting = {name for name, source in sources.items() if "{% csrf_token %}" in source}
    sending: set[str] = set()
    while waiting:  # with all that includes them
        sending |= waiting
        waiting = {whole for whole, part, _ in included if part in sending} - sending
    without = [
        f"{whole} includes {part}"
        for whole, part, words in included
        if part in sending and "only" in words.split() and "csrf_token=csrf_token" not in words.split()
    ]

    assert len(sending) > 100
    assert without == []


def test_nothing_is_let_through_unescaped() -> None:
    found = {named(path): list(unescaped(path)) for path in [*templates(), *templates("txt")]}

    assert {name: tokens for name, tokens in found.items() if tokens} == {}


def test_a_partial_stays_under_40_lines() -> None:
    sizes = {named(path): path.read_text(encoding="utf-8") for path in templates()}

    assert {
        name: len(source.splitlines())
        for name, source in sizes.items()
        if is_partial(source) and len(source.splitlines()) > LONGEST_PARTIAL
    } == {}


def test_every_table_is_drawn_by_the_stylesheet() -> None:
    """`table` is a list whose rows become cards on a phone, `matrix` a grid; no other table has rules or lines."""
    drawn = re.compile(r'<table\b(?! class="(?:table|matrix)[ "])[^>]*>')

    assert {
        named(path): found
        for path in templates()
        if not path.is_relative_to(SELF_CONTAINED) and (found := drawn.findall(path.read_text(encoding="utf-8")))
    } == {}


def test_templates_ask_no_database() -> None:
    asking = re.compile(r"\.(objects|all|filter|_meta|[a-z_]+_set)\b")

    assert [
        f"{named(path)}: {found.group()}"
        for path in templates()
        for found in asking.finditer(" ".join(re.findall(r"{[{%].*?[%}]}", path.read_text(encoding="utf-8"))))
    ] == []


def unsure_arguments(source: str) -> list[str]:
    """Names given to a filter that the template does not set itself: Django fails where one of them is missing."""
    tags = " ".join(re.findall(r"{[{%].*?[%}]}", source, re.DOTALL))
    return [name for name in ARGUMENT.findall(tags) if not re.search(rf"\bas {re.escape(name)}\b", tags)]


def test_no_filter_is_given_what_may_be_missing() -> None:
    found = {
        named(path): unsure_arguments(path.read_text(encoding="utf-8")) for path in [*templates(), *templates("txt")]
    }

    assert {name: arguments for name, arguments in found.items() if arguments} == {}, "say it with {% firstof %}"


@pytest.mark.parametrize(
    ("source", "arguments"),
    [
        ("{{ row.title|default:row.name }}", ["row.name"]),
        ("{% if a|add:b.c|length %}{% endif %}", ["b.c"]),
        ("{% include 'x' with url=address|add:all %}", ["all"]),
        ("{% querystring as all %}{% include 'x' with url=address|add:all %}", []),
        ("""{{ a|default:_("nobody")|date:"Y"|truncatechars:90 }}""", []),
        ("{% firstof row.title row.name %}", []),
    ],
)
def test_an_argument_that_may_be_missing_is_found(source: str, arguments: list[str]) -> None:
    assert unsure_arguments(source) == arguments


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        '<p>{% translate "Hello" %} there</p>',
        '<img alt="A road" src="x">',
        '<input type="submit" value="Save">',
        '<p style="color: red">{{ x }}</p>',
        '<a href="{{ x }}" onclick="go()">{{ x }}</a>',
        "<script>go()</script>",
        "<style>p { color: red }</style>",
        '<a href="javascript:go()">{{ x }}</a>',
        "{% if a %}yes{% endif %}",
    ],
)
def test_a_template_that_breaks_the_rules_is_found(source: str) -> None:
    assert complaints_about(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p class="note">{% translate "Hello" %} – {{ name }} (2)</p>',
        "{% blocktranslate trimmed %}Hello {{ name }}{% endblocktranslate %}",
        '<script src="{% static "page.js" %}" defer></script>',
        "{# Hello #}{% comment %}Hello{% endcomment %}<b>CSV</b>",
        '<input type="hidden" name="kind" value="same">',
    ],
)
def test_a_template_that_keeps_the_rules_is_left_alone(source: str) -> None:
    assert complaints_about(source) == []

"""What the tree may cost whoever reads it: each figure has a limit that only comes down."""

import ast
from pathlib import Path

import pytest

from tests.architecture.budgets import Budget, budgets, complaints, p95
from tests.architecture.imports import foreign_features, imports, longest_chain, without_pure
from tests.architecture.names import classes_of_two_domains, hidden_nouns, hides_a_noun
from tests.architecture.tree import PACKAGE, has_code, modules, parsed, public_classes


def with_code() -> list[Path]:
    return [path for path in modules("src") if has_code(parsed(path))]


def of_a_kind(path: Path) -> bool:
    """Whether a module is one of the few that a described kind consists of: the fifteen to come do not count."""
    return (path.parent / "fields.py").exists()


def test_the_tree_is_within_its_budgets() -> None:
    graph, paths = imports(), with_code()

    measured = {
        "modules-with-code": sum(not of_a_kind(path) for path in paths),
        "longest-import-chain": len(longest_chain(graph)),
        "longest-import-chain-without-pure-libraries": len(longest_chain(without_pure(graph))),
        "imported-features-p95": p95(foreign_features(graph).values()),
        "class-names-in-two-domains": len(classes_of_two_domains(paths)),
        "names-that-hide-a-noun": len(list(hidden_nouns(paths))),
    }

    assert complaints(measured) == []


def test_a_value_above_its_limit_or_well_below_it_is_a_complaint() -> None:
    budget = Budget("modules", limit=100, goal=70)

    assert "at most 100" in budget.complaint(101)
    assert budget.complaint(100) == budget.complaint(98) == ""
    assert "Set its limit in budgets.toml to 90" in budget.complaint(90)
    assert "Set its limit in budgets.toml to 70" in budget.complaint(60)
    assert Budget("modules", limit=70, goal=70).complaint(60) == ""


def test_no_limit_is_below_its_goal() -> None:
    assert [each.name for each in budgets().values() if each.limit < each.goal] == []


def test_a_chain_is_as_long_as_the_modules_that_it_passes() -> None:
    graph = {"a": {"b", "d"}, "b": {"c"}, "c": {"d"}, "d": set(), "e": {"d"}}

    assert longest_chain(graph) == ["a", "b", "c", "d"]
    with pytest.raises(ValueError, match="by way of others"):
        longest_chain({"a": {"b"}, "b": {"a"}})


def test_pure_libraries_are_no_part_of_the_shorter_chain() -> None:
    graph = {
        "egnatia.web.a": {"egnatia.overlap.b"},
        "egnatia.overlap.b": {"egnatia.overlap.c"},
        "egnatia.overlap.c": set(),
    }

    assert longest_chain(without_pure(graph)) == ["egnatia.web.a"]


def test_a_module_counts_once_for_each_foreign_feature() -> None:
    own, other = "egnatia.needs.needs.views", "egnatia.needs.matrix.rules"
    graph = {own: {"egnatia.needs.needs.rules", other, "egnatia.needs.matrix.cells", "egnatia.kernel.ids"}}

    assert foreign_features(graph) == {own: 2}


@pytest.mark.parametrize("name", ["reading", "stated", "signing_in", "reading_ahead", "kept", "ours", "carrying_out"])
def test_a_name_that_says_what_is_done_hides_a_noun(name: str) -> None:
    assert hides_a_noun(name)


@pytest.mark.parametrize("name", ["marking", "matching", "feed", "rules", "in_use", "strings", "index"])
def test_a_noun_is_a_name(name: str) -> None:
    assert not hides_a_noun(name)


def test_a_folder_is_counted_once_however_much_is_in_it() -> None:
    paths = [PACKAGE / "reporting" / "frozen" / name for name in ("rules.py", "rows.py", "said.py")]

    assert list(hidden_nouns(paths)) == ["reporting/frozen/said.py", "reporting/frozen/"]


def test_only_public_classes_at_the_top_of_a_module_have_names_that_others_use() -> None:
    assert public_classes(ast.parse("class A:\n    class B: ...\nclass _C: ...\ndef f(): ...")) == ["A"]

import json
from pathlib import Path

from tests.architecture.thresholds import main, shares


def report(**percent: int) -> dict[str, object]:
    """A coverage report in which each package (`__` for `/`) has one module of a hundred lines."""
    return {
        "files": {
            f"src/egnatia/{name.replace('__', '/')}/a.py": {
                "summary": {"covered_lines": share, "num_statements": 100, "covered_branches": 0, "num_branches": 0},
                "missing_lines": list(range(100 - share)),
            }
            for name, share in percent.items()
        }
    }


def written(folder: Path, **percent: int) -> str:
    path = folder / "coverage.json"
    path.write_text(json.dumps(report(**percent)))
    return str(path)


def test_the_kernel_must_be_tested_whole_and_the_rest_to_nine_tenths(tmp_path: Path) -> None:
    assert main(written(tmp_path, kernel=100, needs__matrix=90, web=95)) == 0
    assert main(written(tmp_path, kernel=99)) == 1


def test_spark_must_be_tested_whole_where_it_can_run(tmp_path: Path) -> None:
    short = written(tmp_path, overlap=100, overlap__spark=40)

    assert main(short, spark_runs=True) == 1
    assert main(short, spark_runs=False) == 0


def test_a_well_tested_feature_does_not_hide_its_neighbour() -> None:
    assert shares(report(needs__matrix=100, needs__needs=50)) == {
        "needs/needs": 50.0,
        "needs/matrix": 100.0,
    }

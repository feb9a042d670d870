"""`python -m egnatia.overlap`: compiles the loops that compare a collection, so that nobody waits for it later."""

from egnatia.overlap.activity import Activity, Text
from egnatia.overlap.index import Index


def main() -> None:
    """Compare two activities in each of the ways in which a collection is compared."""
    twins = [Activity(ref, titles=(Text("Probation officers"),), economies=frozenset({"ALB"})) for ref in ("a", "b")]
    index = Index.build(twins)
    list(index.pairs())
    index.check(twins[0])


if __name__ == "__main__":
    main()

"""`python -m egnatia.overlap`: compiles the loops that compare a collection, so that nobody waits for it later."""

from egnatia.overlap.activity import Activity
from egnatia.overlap.index import FEW, Index


def main() -> None:
    """Compare a collection that is not small in each of the ways there are."""
    index = Index.build([Activity(str(number)) for number in range(FEW + 1)])
    list(index.pairs())
    index.check(Activity("another"))


if __name__ == "__main__":
    main()

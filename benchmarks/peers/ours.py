"""`egnatia.overlap`: whoever shares a key is scored and explained; what reaches the default strength is found."""

from benchmarks.peers.measured import Found, Peer, run

from egnatia.overlap.arrays import Index


def pair(index: Index) -> Found:
    return ((i, j) for i, j, _ in index.pairs())


if __name__ == "__main__":
    run(Peer(Index.build, pair))

"""The match engine beside well-known libraries, on the same invented activities, each in a process of its own."""

PEERS = {"ours": "egnatia.overlap", "topn": "sparse_dot_topn", "linkage": "splink"}  # module here -> what it measures

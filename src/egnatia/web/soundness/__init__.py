"""Whether an installation is sound: what `egnatia verify` looks at."""

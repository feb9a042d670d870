"""What changed since somebody last said that they have seen all: a mark of their own, moved by them alone."""

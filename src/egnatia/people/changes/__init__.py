"""What changed since somebody last said that he has seen all: a mark of his own, moved by him alone."""

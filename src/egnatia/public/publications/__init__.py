"""Published publications of the matrix, for whoever may read them: the anonymous visitor is a reader too."""

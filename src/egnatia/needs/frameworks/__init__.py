"""Which activity serves what of the framework in use, and the pages of frameworks."""

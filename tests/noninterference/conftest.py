"""Pages are made as they are served: nobody here asks which templates had part in them."""

from tests.served import templates_as_served

__all__ = ["templates_as_served"]

"""`python -m egnatia.web.cli` is `egnatia`."""

from egnatia.web.cli import main

main()

"""`python -m cjgen`: the same program as the `cjgen` command."""

from cjgen.cli import main

main()

"""`python -m cjgen`: the same program as the `cjgen` command."""

from cjgen.cli import main

if __name__ == "__main__":  # a worker process reads this file as well, and is no command
    main()

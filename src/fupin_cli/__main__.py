"""`python -m fupin_cli`: the command, where the folder of scripts is not on the path."""

from fupin_cli.cli import main

if __name__ == "__main__":
    main()

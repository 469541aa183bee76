"""`python -m newsfacts` is the command `newsfacts`."""

from newsfacts.cli import main

main(prog_name="newsfacts")

"""`python -m drafter`."""

from drafter.main import main

main()

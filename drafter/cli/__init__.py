"""The command line: thin commands over the rooms that do the work. Each file is imported when its command runs."""

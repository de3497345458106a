"""The command line. Each command is one module with ``add_to(commands)``; :mod:`.main` puts them together."""

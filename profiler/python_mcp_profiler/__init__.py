"""Profiles one script. Standard library only, and as little of it as can be: what is imported here
before the script starts would be missing from the profile of a script that imports it, too."""

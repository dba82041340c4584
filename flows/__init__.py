"""What happens when: a practice opened for one pass, the passes, and the command line."""

"""The practice and its rules: values and decisions, nothing of the outside world."""

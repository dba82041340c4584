"""What each kind of cell may hold: an explicit grammar each, that reads or asks and never guesses."""

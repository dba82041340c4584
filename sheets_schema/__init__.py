"""What every tab and form looks like, declared once."""

"""What every stage may ask of a page."""

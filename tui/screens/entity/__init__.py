"""The page of a person or country, possible same persons, and corrections."""

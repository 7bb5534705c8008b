"""The pages of a person or country, and the corrections made there."""

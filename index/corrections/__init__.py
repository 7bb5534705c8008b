"""The user's corrections of people and countries: the YAML file, and how corrections are applied."""

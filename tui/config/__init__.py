"""Settings, themes, and where files of the user live."""

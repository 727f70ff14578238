"""Pure helpers all packages stand on. Nothing here knows of the day of action."""

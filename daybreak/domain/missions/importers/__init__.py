"""Lists of missions, read from files: reading → rows → matching → applying → vanishing."""

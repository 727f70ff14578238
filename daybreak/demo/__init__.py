"""The founding edition as data, and the demo that plays its day."""

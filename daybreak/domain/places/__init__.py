"""Cities: where a mission stands, where people gather, which clock they live by."""

"""The journal: who did what to which row, when. Audit trail and change feed at once."""

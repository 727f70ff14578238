"""The public site as files: touched → rendered → stored."""

"""The look: base templates, components, stylesheet, icons."""

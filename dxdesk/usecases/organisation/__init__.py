"""The office: sections, own lists, confirmation routes, appointments and its settings."""

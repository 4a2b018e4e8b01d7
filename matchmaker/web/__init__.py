"""A thin Flask shell: parse, call a service, answer."""

"""One function for each thing a user can do: gather facts, let the domain decide, write, commit once."""

"""How much an organisation goes with a project and with the members chosen so far, learned from real consortia."""

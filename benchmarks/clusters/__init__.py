"""How well suggested gaps find the gaps that were planted in made-up observations."""

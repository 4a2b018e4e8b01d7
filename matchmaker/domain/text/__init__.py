"""Words of both languages made comparable, and an index that can say why two texts are near."""

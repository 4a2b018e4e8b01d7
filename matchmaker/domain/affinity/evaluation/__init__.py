"""How well a ranker finds the partners that real consortia chose, beside simpler rankers, with honest intervals."""

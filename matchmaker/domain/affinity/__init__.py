"""How much an organisation goes with a project and with the members chosen so far, learned from real consortia.

history = History.of(projects, organisations)             # or of_everyone, for a whole register
matcher = Matcher.of(history, seed)                       # learns on the earlier years inside the history
matcher.rank(Question(text, members, family, year))       # a score for each of history.organisations

affinity = Affinity.of(history, index)                    # with weights that were learned before:
columns = affinity.columns(question)                      # organisations x FEATURES, in 0..1 with four decimals
columns.scores(current_learned().team)                    # .topic where no members are given
because(affinity, question, organisation, feature)        # the sentence of one value
"""

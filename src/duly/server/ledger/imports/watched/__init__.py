"""How do files come in by themselves, from a folder into which other systems put them?

`folder` says which files have arrived whole and where they go, `rounds.take_round` brings them in,
`judging.read_and_judge` reads each and decides whether a person has to look at it first.
"""

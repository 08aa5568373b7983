"""How do the facts of the ledger leave the database, a column at a time?"""

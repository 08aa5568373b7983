"""How does a file of another system become part of the ledger, and leave it again?

`uploads.upload` stores it, `reading.read` understands it, `preview.preview` says what it would
change, `commit.commit` records that, `undo.undo` takes it back.
"""

"""Commands of the desk: open it, keep it, look after who may use it."""

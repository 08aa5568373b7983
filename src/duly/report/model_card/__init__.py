"""The model card: how far the forecasts of a book may be trusted, from the JSON of its backtest."""

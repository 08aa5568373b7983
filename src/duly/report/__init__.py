"""Tables made readable: charts, pages, sheets and words."""

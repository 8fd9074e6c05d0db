"""Charts, one a file: frozen rows first, ink last.

To add one, add a module with a frozen dataclass for its rows, a `draw(data, language) -> Figure`, an
`example(language)` that shows all it can do, and `CHART = Chart(...)`. Marks come from `commplan.drawing.canvas`, axes from
`commplan.drawing.plot`, colours by name from `commplan.drawing.palette`. Give every text a width it may not pass. The tests draw every
example in both languages, look for texts that overlap or leave the picture, and open them in a browser.
"""

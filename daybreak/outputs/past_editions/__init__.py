"""Past editions: a public document of an earlier year in (JSON → rows) and out again (rows → JSON).

``source`` reads the text strictly, ``tree`` takes a document apart and puts it together, ``reading`` makes rows,
``writing`` walks them, ``listing`` says what was understood as what (docs/decisions/0006-past-editions.md).
"""

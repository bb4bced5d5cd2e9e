"""The pieces pages are made of: frozen data in, markup or ready words out.

A page's view fills these dataclasses with words already in the reader's language (``say``,
``days``), and the templates in ``templates/components/`` only lay them out. See README.md here.
"""

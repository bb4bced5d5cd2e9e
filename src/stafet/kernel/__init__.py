"""Plain Python and NumPy; knows no framework. Everything above may use it, it uses nothing above."""

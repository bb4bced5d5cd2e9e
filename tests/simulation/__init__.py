"""A country in fast motion: registers that lag and err, people who hand over, forget and leave, and a promise that holds."""

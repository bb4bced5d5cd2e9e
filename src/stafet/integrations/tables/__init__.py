"""Any table of young people, text or workbook, read through a mapping that a person has confirmed."""

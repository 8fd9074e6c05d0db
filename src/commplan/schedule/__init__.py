"""When things happen and how much work that is: recurrences, zones, holidays, hours by person and week."""

"""From a plan to its documents, sheets and calendars: values as a reader writes them, templates filled, files made."""

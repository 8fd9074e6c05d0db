"""What measuring is made of: days and periods as numbers, the shared tables, intervals, verdicts, dates kept."""

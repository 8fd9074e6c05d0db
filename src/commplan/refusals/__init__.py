"""What is refused of a plan, and how somebody who wrote it otherwise would write it: told with their own words."""

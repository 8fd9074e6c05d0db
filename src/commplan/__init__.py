"""commplan: a community programme's plan as a file that is checked, rendered, and held against what really happened.

The house has six floors, and imports go only downward (tests/test_house.py keeps it so):

    nouns    words, finding, document/, plan/, schedule/, activity/, reckoning/, drawing/   values; they know nothing above
    shapes   rule, profile, metric, source, chart, format  what a piece of each kind is
    pieces   rules/, profiles/, metrics/, sources/, charts/, formats/   one file each, found by discover
    verbs    load, lint, collect, measure, render, appraise   what can be done, each by itself
    whole    mend, facts/, illustrate/, portrait, account, scaffold, adopt/   verbs put together: fixes, pictures, documents, reports, a new plan
    door     cli/                                          clock, environment, terminal, exit codes

Nothing is re-exported here: importing the package must stay free of cost.
"""

__version__ = "0.1.0"

"""The profiles, one file each: standards that a plan can follow (`plan.profiles`), with what each requires.

How to add a profile: name it in `plan/head.py` (and pin its version there), make `profiles/<id_with_underscores>.py` with
one `Profile`, run `pytest --accept`. A requirement that is added or dropped later makes a new version: the number goes
up, `since` or `until` says in which versions the requirement is, and the new pin goes into `plan/head.py`. What a rule of
its own already reports is not required again here.
"""

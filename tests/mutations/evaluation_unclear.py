"""Faults for the rules about metrics that say little: heads alone, and active members whom nobody has defined."""

from mutations.form import HOUSTON, TEA, Edit, Mutation, Said, add, cut, finds, lacks, swap

MEASURED = {
    "monthly-actives": "mau",
    "weekly-actives": "wau",
    "first-voices": "new-members",
    "second-month": "retention",
    "even-shares": "participation-gini",
    "more-shoulders": "absence-factor",
    "calendar-kept": "calendar-execution",
    "first-reply": "first-response-time",
    "nobody-unanswered": "unanswered-rate",
}
UNTOLD = ("first-response-time", "unanswered-rate")
"""What the plan has no baseline of, as it says itself."""


def heads(word: str) -> tuple[Edit, ...]:
    """Edits that make each goal count, instead of what it counts, how many of a kind of people there are."""
    ids = [f"{metric}-{word}" for metric in MEASURED.values()]
    own = "".join(f"    - {{id: {id_}, definition: A number on a page, window_days: 0}}\n" for id_ in ids)
    page = f"    - {{id: page, tool: log, metrics: [{', '.join(ids)}], owner: lead-organiser, refresh: P3M}}\n"
    return (
        *(
            swap(f"metric: {metric}", f"metric: {metric}-{word}", after=f"    - {{id: {objective}, statement")
            for objective, metric in MEASURED.items()
        ),
        add("      available_from: 2015-06-05\n", f"{page}  metrics:\n{own}"),
    )


def unknown_still(word: str) -> tuple[Said, ...]:
    """What is said of the goals without a baseline, now under another name."""
    return tuple(
        lacks(
            "G105",
            "{^id: " + objective + ", statement",
            f"`baseline.value` of the objective on '{metric}-{word}', to tell whether its target is better than today",
        )
        for objective, metric in MEASURED.items()
        if metric in UNTOLD
    )


def all_of(word: str, sep: str = ", ", marks: str = "''") -> str:
    return sep.join(f"{marks[0]}{metric}-{word}{marks[1]}" for metric in MEASURED.values())


TABLE = (
    *(
        Mutation(
            "V105",
            f"nine goals that count {word}",
            HOUSTON,
            "plan.yaml",
            heads(word),
            (
                finds(
                    "V105",
                    f"metric: ^mau-{word}",
                    f"every goal counts heads ({all_of(word)}), and none what people do",
                    f"所有目标都在数人头（{all_of(word, '、', '“”')}），没有一个衡量人们做了什么",
                    after="    - {id: monthly-actives",
                ),
                *unknown_still(word),
            ),
        )
        for word in ("followers", "stars")
    ),
    Mutation(
        "V105",
        "eight goals that count followers, and one that does not say",
        HOUSTON,
        "plan.yaml",
        (
            *heads("followers"),
            cut(" metric: calendar-execution-followers,", after="    - {id: calendar-kept, statement"),
        ),
        (
            lacks(
                "V105",
                "{^id: calendar-kept, statement",
                "by what objective 'calendar-kept' is measured (`metric`), since all others count heads",
            ),
            finds("G101", "{^id: calendar-kept, statement", "objective 'calendar-kept' names no metric"),
            finds(
                "P209",
                "- {^id: calendar-execution-followers",
                "metric of this plan 'calendar-execution-followers' is used by no objective, risk trigger or reading",
            ),
            *unknown_still("followers"),
        ),
    ),
    Mutation(
        "V106",
        "nobody says what active is",
        TEA,
        "evaluation.yaml",
        (swap("active: {kinds: [message, reply, reaction, attend], inactive", "active: {inactive"),),
        (
            finds(
                "V106",
                "metric: ^wau",
                "objective 'weekly-talkers' counts active members ('wau'), but the plan does not say what makes a member active",
                file="goals.yaml",
            ),
            lacks("M110", "^active: {inactive", "what makes a member active (`kinds` of `evaluation.active`)"),
        ),
    ),
    Mutation(
        "V106",
        "nobody says whether stewards count",
        TEA,
        "evaluation.yaml",
        (swap("exclude: {bots: true, staff: true}", "exclude: {bots: true}"),),
        (
            finds(
                "V106",
                "metric: ^wau",
                "objective 'weekly-talkers' counts active members ('wau'), but the plan does not say whether the team counts",
                "目标 “weekly-talkers” 统计活跃成员（“wau”），但方案没有写明团队成员是否计入",
                file="goals.yaml",
            ),
        ),
    ),
)

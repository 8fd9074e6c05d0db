"""Faults for the rule about the first days of newcomers."""

from mutations.form import HOUSTON, TEA, Mutation, cut, finds, swap

TABLE = (
    Mutation(
        "M111",
        "newcomers whom nobody receives",
        HOUSTON,
        "plan.yaml",
        (
            cut(
                "      - {day: 0, action: A private welcome with the rules and the next date., owner: community-host}\n"
            ),
            cut(
                '      - {day: 2, action: "An invitation to post one chart, good or bad, with a sentence on why.", owner: rota-editor}\n'
            ),
            cut(
                '      - {day: 7, action: "A seat kept at the next evening, next to a regular.", owner: session-host}\n'
            ),
        ),
        (
            finds(
                "M111",
                "metric: ^new-members,",
                "objective 'first-voices' counts on newcomers, and nothing happens for them in their first 7 days; the first step "
                "is on day 14",
                "目标 “first-voices” 指望新人，而他们加入后头 7 天没有任何安排；第一步在第 14 天",
            ),
        ),
    ),
    Mutation(
        "M111",
        "a first step a week after joining",
        HOUSTON,
        "plan.yaml",
        (
            cut(
                "      - {day: 0, action: A private welcome with the rules and the next date., owner: community-host}\n"
            ),
            cut(
                '      - {day: 2, action: "An invitation to post one chart, good or bad, with a sentence on why.", owner: rota-editor}\n'
            ),
        ),
        (),
    ),
    Mutation(
        "M111",
        "a lesson that nobody gives",
        TEA,
        "rules.yaml",
        (
            cut("    owner: entry-steward\n", after="  onboarding:\n"),
            swap("邀请参加周三新客茶课, owner: entry-steward}", "邀请参加周三新客茶课}"),
        ),
        (
            finds(
                "M111",
                "{^day: 3,",
                "nobody is named for '邀请参加周三新客茶课' of the onboarding",
                "新人引导的 “邀请参加周三新客茶课” 没有写明由谁来做",
            ),
        ),
    ),
)

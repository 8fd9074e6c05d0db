"""Faults for the rules about quiet hours, ways to report, newcomers and those who have gone quiet."""

from mutations.form import POWER, TEA, Mutation, finds, lacks, swap

TABLE = (
    Mutation(
        "M107",
        "a push at half past ten at night",
        TEA,
        "content.yaml",
        (swap("start: 2027-01-07T12:00", "start: 2027-01-07T22:30"),),
        (
            finds(
                "M107",
                "start: ^2027-01-07T22:30",
                "'benefit-day' goes out on 'benefit-groups' at 22:30, in the quiet hours from 22:00 to 09:00",
                "'benefit-day' 在 'benefit-groups' 的发送时间为 22:30，正值 22:00 至 09:00 的免打扰时段",
            ),
        ),
    ),
    Mutation(
        "M107",
        "news in the villages' groups at nine",
        POWER,
        "content.yaml",
        (swap("start: 2027-01-08T17:00", "start: 2027-01-08T21:00"),),
        (
            finds(
                "M107",
                "start: ^2027-01-08T21:00",
                "'weekly-site-news' goes out on 'village-groups' at 21:00, in the quiet hours from 21:00 to 07:30",
            ),
        ),
    ),
    Mutation(
        "M107",
        "a push when the quiet hours end",
        TEA,
        "content.yaml",
        (swap("start: 2027-01-16T10:00", "start: 2027-01-16T09:00"),),
        (),
    ),
    Mutation(
        "M107",
        "a push at no time of day",
        TEA,
        "content.yaml",
        (swap("start: 2027-02-24T10:30", "start: 2027-02-24"),),
        (lacks("M107", "start: ^2027-02-24\n", "the time of day of 'win-back' (`start`)"),),
    ),
)

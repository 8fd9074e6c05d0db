"""Faults for the rule about what the profiles of a plan require."""

from mutations.form import POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "P230",
        "no report to those whose land is taken",
        POWER,
        "content.yaml",
        (cut(", land-households", after="- id: r-progress"),),
        (
            finds(
                "P230",
                "- id: ^land-households\n",
                "profile ess10-sep@1 requires a report to each affected group at least once a year (`report-to-affected`): "
                "none of `content.reporting` is for 'land-households'",
                "规范 ess10-sep@1 要求每年至少向每个受影响方报告一次（`report-to-affected`）："
                "`content.reporting` 中没有面向 “land-households” 的报告",
                file="goals.yaml",
            ),
        ),
    ),
    Mutation(
        "P230",
        "groups that fall back on groups",
        TEA,
        "content.yaml",
        (swap("fallback: service-account", "fallback: vip-groups", after="- id: benefit-groups"),),
        (
            finds(
                "P230",
                "fallback: ^vip-groups",
                "profile wechat-brand@1 requires another platform to fall back on for each group (`backup-channel`): "
                "'benefit-groups' falls back on 'vip-groups', which is on the same platform",
            ),
        ),
    ),
    Mutation(
        "P230",
        "a report that comes nobody knows how often",
        POWER,
        "content.yaml",
        (cut('      rrule: "FREQ=MONTHLY;BYDAY=3TU"\n', after="- id: r-progress"),),
        (
            lacks(
                "P230",
                "- ^id: r-progress",
                "how often this report comes (`rrule`); profile ess10-sep@1 asks for it (`report-to-affected`)",
            ),
        ),
    ),
)

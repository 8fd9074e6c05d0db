"""Faults for the rules about the register as a whole: what nobody has looked at, who holds it, what it hangs on."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "R109",
        "points that nobody thinks can be farmed",
        TEA,
        "risks.yaml",
        (swap("category: rewards-abuse", "category: fraud"),),
        (
            finds(
                "R109",
                "  ^register:\n",
                "nobody has looked at 'rewards-abuse' (members earn points): neither a risk nor a waiver is of that category",
                "没有人考虑过 'rewards-abuse'（设有积分）：既没有这一类的风险，也没有写明不适用",
            ),
        ),
    ),
    Mutation(
        "R109",
        "a category that is nearly that of the catalogue",
        HOUSTON,
        "plan.yaml",
        (swap("category: key-person-loss", "category: keyperson-loss"),),
        (
            finds(
                "R109",
                "category: ^keyperson-loss",
                "'keyperson-loss' is no category of the catalogue",
                "风险目录中没有 'keyperson-loss' 这一类",
            ),
        ),
    ),
    Mutation(
        "R109",
        "a waiver of yesterday",
        POWER,
        "risks.yaml",
        (swap("由群主逐人核对, by: disclosure-editor}", "由群主逐人核对, until: 2027-01-14}"),),
        (
            finds(
                "R109",
                "until: ^2027-01-14",
                "that 'spam-raid' does not apply held until 2027-01-14",
                "'spam-raid' 不适用的期限到 2027-01-14 为止",
            ),
        ),
    ),
    Mutation(
        "R109",
        "a waiver of today",
        POWER,
        "risks.yaml",
        (swap("由群主逐人核对, by: disclosure-editor}", "由群主逐人核对, until: 2027-01-15}"),),
        (),
    ),
    Mutation(
        "R109",
        "a waiver of what the register holds",
        TEA,
        "risks.yaml",
        (swap("{category: harassment,", "{category: burnout,"),),
        (
            finds(
                "R109",
                "{category: ^burnout,",
                "'burnout' is said not to apply here, and risk 'steward-burnout' is of that category",
                "'burnout' 写明不适用，而风险 'steward-burnout' 正属于这一类",
            ),
            finds(
                "R109",
                "  ^register:\n",
                "nobody has looked at 'harassment' (every community): neither a risk nor a waiver is of that category",
            ),
        ),
    ),
    Mutation(
        "R109",
        "a risk without category",
        HOUSTON,
        "plan.yaml",
        (cut("category: burnout, "),),
        (
            lacks(
                "R109",
                "  ^register:\n",
                "the `category` of 'risk-burnout'",
                "'risk-burnout' 的 `category`",
                after="\nrisks:\n",
            ),
        ),
    ),
)

"""Faults for the rules about privacy."""

from mutations.form import HOUSTON, POWER, TEA, Mutation, cut, finds, lacks, swap

TABLE = (
    Mutation(
        "E120",
        "nobody is asked",
        HOUSTON,
        "plan.yaml",
        (cut("    consent: Asked at registration in a sentence of its own; no tick, no suggestion.\n"),),
        (
            finds(
                "E120",
                "^basis: [channels in which",
                "people are recommended things by 'channels in which somebody wrote', and nothing says how they are asked for consent",
            ),
        ),
    ),
    Mutation(
        "E120",
        "kept for ever",
        TEA,
        "engagement.yaml",
        (cut("    retention: P24M\n"),),
        (
            finds(
                "E120",
                "^recommendations:",
                "nothing says how long the data behind recommendations is kept",
                "没有写明推荐所用的数据保存多久",
            ),
        ),
    ),
    Mutation(
        "E120",
        "health data under one tick",
        POWER,
        "engagement.yaml",
        (
            swap("所住片区,", "家中病人的健康状况,"),
            swap("登记时逐项勾选，默认不勾；另签一页说明用途与保存期限（两年）的单独同意", "登记时一并勾选"),
        ),
        (
            finds(
                "E120",
                "^家中病人的健康状况",
                "'家中病人的健康状况' is sensitive, and nothing says that consent to it is asked separately",
                "“家中病人的健康状况” 属于敏感个人信息，却没有写明取得单独同意",
            ),
        ),
    ),
    Mutation(
        "E120",
        "no word on which data",
        HOUSTON,
        "plan.yaml",
        (cut("    basis: [channels in which somebody wrote, interests ticked on the event page]\n"),),
        (lacks("E120", "^recommendations:", "on which data recommendations are based (`basis`)"),),
    ),
    Mutation(
        "E121",
        "no way to switch it off",
        HOUSTON,
        "plan.yaml",
        (cut("    opt_out: One word to the host, or the same tick on the event page.\n"),),
        (
            finds(
                "E121",
                "^recommendations:",
                "nothing says how a member switches personal recommendations off",
            ),
        ),
    ),
    Mutation(
        "E121",
        "a public ranking that none can leave",
        TEA,
        "engagement.yaml",
        (swap("    name: 茶票\n", "    name: 茶票\n    ranking: {where: 小程序首页, public: true}\n"),),
        (
            finds(
                "E121",
                "^ranking:",
                "members are ranked in public, and nothing says how one stays out",
                "公开排名，却没有写明成员如何不上榜",
            ),
        ),
    ),
    Mutation(
        "E121",
        "a ranking that nobody says who sees",
        TEA,
        "engagement.yaml",
        (swap("    name: 茶票\n", "    name: 茶票\n    ranking: {where: 小程序首页}\n"),),
        (lacks("E121", "^ranking:", "whether the ranking can be seen by others (`public`)"),),
    ),
    Mutation(
        "E122",
        "pupils without their parents",
        POWER,
        "goals.yaml",
        (cut("      guardian_consent: 儿童不单独登记、不进群、不拍照；校内活动由家长书面同意，可随时收回\n"),),
        (
            finds(
                "E122",
                "minors: ^true",
                "minors are among 'school-families', and nothing says how their guardians agree",
                "“school-families” 中有未成年人，却没有写明如何取得监护人同意",
            ),
        ),
    ),
    Mutation(
        "E122",
        "recommendations to pupils",
        POWER,
        "engagement.yaml",
        (swap("excludes_minors: true", "excludes_minors: false"),),
        (
            finds(
                "E122",
                "excludes_minors: ^false",
                "minors, who are among 'school-families', are recommended things by what is known of them",
            ),
        ),
    ),
    Mutation(
        "E122",
        "whether pupils are left out is not said",
        POWER,
        "engagement.yaml",
        (cut("    excludes_minors: true\n"),),
        (
            lacks(
                "E122",
                "^recommendations:",
                "whether minors, who are among 'school-families', are left out of recommendations (`excludes_minors`)",
            ),
        ),
    ),
)

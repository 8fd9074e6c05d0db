"""Faults for the rules about what WeChat and the law of China say of rewards."""

from mutations.form import TEA, Mutation, cut, finds, lacks, swap

BANS = "is on WeChat, which bans accounts for that"

TABLE = (
    Mutation(
        "E102",
        "points for a friend invited",
        TEA,
        "engagement.yaml",
        (swap("event: can-returned", "event: friend-invited"),),
        (
            finds(
                "E102",
                "event: ^friend-invited",
                f"'earn-can' gives points for sharing or inviting, and channel 'entry-groups' {BANS}",
                "“earn-can” 为分享或邀请发放积分，而渠道 “entry-groups” 在微信上：微信会因此封号",
            ),
            finds(
                "V103",
                "event: ^friend-invited",
                "'earn-can' gives points for 'friend-invited', which 'members' of objective 'group-members' counts",
            ),
        ),
    ),
    Mutation(
        "E102",
        "a coupon for forwarding an article",
        TEA,
        "content.yaml",
        (swap("call_to_action: 文末投稿入口，不设分享奖励", "call_to_action: 转发本文截图领券"),),
        (
            finds(
                "E102",
                "call_to_action: ^转发本文截图领券",
                f"'转发本文截图领券' promises a reward for sharing or inviting, and channel 'subscription' {BANS}",
            ),
        ),
    ),
    Mutation(
        "E102",
        "a description that speaks of friends",
        TEA,
        "engagement.yaml",
        (swap("description: 空罐交回门店", "description: 空罐交回门店，邀请好友同来亦可"),),
        (
            lacks(
                "E102",
                "{^id: earn-can",
                "whether 'earn-can' pays for sharing or inviting (`for_sharing`), as its description speaks of it",
                "“earn-can” 是否奖励分享或邀请（`for_sharing`），其说明提到了这一点",
            ),
        ),
    ),
    Mutation(
        "E103",
        "a car in the draw",
        TEA,
        "engagement.yaml",
        (swap("value: 240", "value: 50000.5"),),
        (
            finds(
                "E103",
                "value: ^50000.5",
                "'茶山一日行名额' of draw 'draw-member-day' is worth 50,000.50 CNY; the law allows 50,000 CNY (as of 2020-12)",
                "抽奖 “draw-member-day” 中 “茶山一日行名额” 价值 50,000.50 CNY；法律上限为 50,000 CNY（截至 2020-12）",
            ),
        ),
    ),
    Mutation(
        "E103",
        "one ticket wins twice",
        TEA,
        "engagement.yaml",
        (swap("value: 240", "value: 30000"), swap("wins_each: 1", "wins_each: 2")),
        (
            finds(
                "E103",
                "wins_each: ^2",
                "one ticket of draw 'draw-member-day' can win 2 times, together 60,000 CNY; the law allows 50,000 CNY (as of 2020-12)",
            ),
        ),
    ),
    Mutation(
        "E103",
        "a prize worth all that the law allows",
        TEA,
        "engagement.yaml",
        (swap("value: 240", "value: 50000"),),
        (),
    ),
    Mutation(
        "E103",
        "a prize without a value",
        TEA,
        "engagement.yaml",
        (cut(", value: 45"),),
        (
            lacks(
                "E103",
                "{^name: 公道杯, count: 20}",
                "what '公道杯' of draw 'draw-member-day' is worth (`value`)",
                "抽奖 “draw-member-day” 中 “公道杯” 的市场价（`value`）",
            ),
        ),
    ),
)

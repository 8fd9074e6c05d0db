"""The words of the plan format as readers know them: 'temporary-ban' is 临时封禁. Chinese after the project's glossary."""

from __future__ import annotations

from commplan.words import Words

_TERMS = {
    # engagement scale
    "unaware": Words("unaware", "不了解"),
    "resistant": Words("resistant", "抵触"),
    "neutral": Words("neutral", "中立"),
    "supportive": Words("supportive", "支持"),
    "leading": Words("leading", "主导"),
    # audiences
    "affected": Words("affected party", "受影响方"),
    "interested": Words("other interested party", "其他利益相关方"),
    "vulnerable": Words("vulnerable group", "弱势群体"),
    "internal": Words("internal", "内部"),
    "members": Words("members", "成员"),
    # themes
    "product": Words("product", "产品"),
    "brand": Words("brand", "品牌"),
    "project": Words("project", "项目"),
    "cause": Words("cause", "公益事业"),
    "practice": Words("practice", "专业实践"),
    # life-cycle stages
    "inception": Words("inception", "初创期"),
    "establishment": Words("establishment", "建立期"),
    "maturity": Words("maturity", "成熟期"),
    "mitosis": Words("mitosis", "裂变期"),
    # SPACES
    "support": Words("Support", "支持"),
    "acquisition": Words("Acquisition", "获客"),
    "content": Words("Content", "内容"),
    "engagement": Words("Engagement", "参与"),
    "success": Words("Success", "客户成功"),
    # direction
    "up": Words("up", "上升"),
    "down": Words("down", "下降"),
    "keep": Words("keep", "保持"),
    # bodies
    "board": Words("board", "理事会"),
    "committee": Words("committee", "委员会"),
    "conduct-committee": Words("conduct committee", "行为准则委员会"),
    "core-team": Words("core team", "核心团队"),
    "working-group": Words("working group", "工作组"),
    "group": Words("group", "小组"),
    # participation (IAP2) and discretion
    "inform": Words("inform", "告知"),
    "consult": Words("consult", "征询"),
    "involve": Words("involve", "参与"),
    "collaborate": Words("collaborate", "协作"),
    "empower": Words("empower", "赋权"),
    "fixed": Words("fixed", "已定"),
    "partial": Words("partly open", "部分可议"),
    "open": Words("open", "开放"),
    # norms and consequences
    "conduct": Words("conduct", "行为"),
    "posting": Words("posting", "发帖格式"),
    "reply": Words("reply", "回复"),
    "promotion": Words("promotion", "推广"),
    "confidentiality": Words("confidentiality", "保密"),
    "conflict-of-interest": Words("conflict of interest", "利益冲突"),
    "security": Words("security", "安全漏洞"),
    "privacy": Words("privacy", "个人信息"),
    "other": Words("other", "其他"),
    "correction": Words("correction", "纠正"),
    "warning": Words("warning", "警告"),
    "mute": Words("mute", "禁言"),
    "temporary-ban": Words("temporary ban", "临时封禁"),
    "permanent-ban": Words("permanent ban", "永久封禁"),
    "message": Words("message", "消息"),
    "channel": Words("this channel", "本渠道"),
    "community": Words("the whole community", "整个社群"),
    "all-communities": Words("all sister communities", "所有关联社群"),
    # service levels
    "first-reply": Words("first reply", "首次回复"),
    "acknowledgement": Words("acknowledgement", "受理确认"),
    "resolution": Words("resolution", "解决"),
    # channels
    "public": Words("public", "公开"),
    "private": Words("private", "私密"),
    "day": Words("day", "天"),
    "week": Words("week", "周"),
    "month": Words("month", "月"),
    # calendar
    "post": Words("post", "内容发布"),
    "push": Words("push", "群发推送"),
    "event": Words("event", "活动"),
    "meeting": Words("meeting", "会议"),
    "workshop": Words("workshop", "工作坊"),
    "consultation": Words("consultation", "意见征询"),
    "disclosure": Words("disclosure", "信息披露"),
    "campaign": Words("campaign", "专题活动"),
    "review": Words("review", "复盘"),
    "release": Words("release", "发布"),
    "planned": Words("planned", "计划中"),
    "drafted": Words("drafted", "已起草"),
    "approved": Words("approved", "已批准"),
    "published": Words("published", "已发布"),
    "done": Words("done", "已完成"),
    "cancelled": Words("cancelled", "已取消"),
    # reports
    "progress": Words("progress", "进展"),
    "results": Words("results", "成果"),
    "value": Words("value", "价值"),
    "grievances": Words("grievances", "申诉"),
    "finance": Words("finance", "财务"),
    # events
    "reaction": Words("reaction", "回应"),
    "join": Words("join", "加入"),
    "leave": Words("leave", "退出"),
    "attend": Words("attendance", "到场"),
    "register": Words("registration", "报名"),
    "answer": Words("survey answer", "问卷作答"),
    "purchase": Words("purchase", "付费"),
    # a part in something of the week
    "owner": Words("you make it happen", "你负责"),
    "host": Words("you host it", "你主持"),
    "approver": Words("you release it", "你放行"),
    "team": Words("you help", "你协助"),
    "routine": Words("routine", "日常事务"),
    "shift": Words("on duty", "值守"),
    "draft-due": Words("your draft is due", "交稿"),
    # what falls due
    "objective": Words("objective", "目标"),
    "risk-action": Words("risk action", "风险措施"),
    "contract": Words("contract ends", "合同到期"),
    "agreement": Words("agreement ends", "协议到期"),
    "holiday": Words("public holiday", "节假日"),
    "freeze": Words("quiet period", "静默期"),
    # risks
    "avoid": Words("avoid", "规避"),
    "reduce": Words("reduce", "降低"),
    "transfer": Words("transfer", "转移"),
    "accept": Words("accept", "接受"),
    "watch": Words("on watch", "观察"),
    "materialised": Words("materialised", "已发生"),
    "closed": Words("closed", "已关闭"),
    # the plan itself
    "draft": Words("draft", "草稿"),
    "proposed": Words("proposed", "征求意见"),
    "adopted": Words("adopted", "已通过"),
    "superseded": Words("superseded", "已被取代"),
    "active": Words("active", "有效"),
    "retired": Words("retired", "已停用"),
    "alumni": Words("alumni", "前成员"),
    "contingency": Words("contingency", "预备金"),
    # evaluation
    "met": Words("met", "已达成"),
    "on-track": Words("on track", "进展正常"),
    "off-track": Words("off track", "偏离目标"),
    "missed": Words("missed", "未达成"),
    "unknown": Words("unknown", "未知"),
    "late": Words("late", "延迟"),
    "skipped": Words("skipped", "未执行"),
}


def term(word: str | None) -> Words:
    """A word of the format for readers; any other word as it is, nothing for None."""
    return _TERMS.get(word or "", Words(word or "", word or ""))

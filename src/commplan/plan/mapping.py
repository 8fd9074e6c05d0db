"""`mapping` of a source: how the columns of a table become events (列的映射)."""

from typing import Literal

from commplan.plan.node import Node, many, maybe, need
from commplan.plan.numbers import Count
from commplan.plan.scalars import Id, OneOrMany
from commplan.plan.times import Day

EventKind = Literal[
    "message", "reply", "reaction", "join", "leave", "attend", "register", "answer", "purchase", "refund", "close", "reopen",
]  # fmt: skip


class Condition(Node):
    """A kind for the records whose column has one of these values."""

    column: str = need("Column or nested path.", "列名或嵌套路径。")
    equals: OneOrMany[str] = need("Values.", "取值。")
    kind: EventKind = need("Kind of event.", "行为的种类。")


class Tagging(Node):
    """A word given to the events of the records that meet a condition."""

    column: str = need("Column or nested path.", "列名或嵌套路径。")
    equals: OneOrMany[str] = many("Values; any when left out.", "取值；不写则任何值都算。")
    tag: Id = need(
        "Word: the outcome of an earn rule, a prize, `verified` or `reversal`.",
        "标记用词：得分规则的成果、奖品、`verified` 或 `reversal`。",
    )


class Further(Condition):
    """A further event of the records that meet a condition."""

    equals: OneOrMany[str] = many("Values; without any, that the column is filled.", "取值；不写则只要该列有内容。")
    time: str | None = maybe("Column with its time; without one it is undated.", "表示其时间的列；没有则不带日期。")
    amount: str | None = maybe(
        "Column with what was paid or given back; of nothing it is no event.",
        "放所付或所退金额的列；金额为零则没有这一行为。",
    )


class Question(Node):
    """A closed question of a survey, with its scale."""

    id: Id = need(
        "Short name by which metrics name the question: a-z, 0-9 and single hyphens.",
        "短名称，供指标引用这道题；只用 a-z、0-9 与单个短横线，例如 member-a。",
    )
    column: str = need("Column with the answers.", "放答案的列。")
    lowest: Count | None = maybe(
        "Lowest number on the scale; the first label's, which is 1 unless said.",
        "量表的最小数；用文字作答时为第一个选项的数，不写则为 1。",
    )
    highest: Count | None = maybe("Highest number on the scale.", "量表的最大数。")
    labels: OneOrMany[str] = many("Answers in words, the lowest first.", "文字选项，从最低的写起。")


class Mapping(Node):
    """How the columns of a CSV, JSONL or Parquet file become events."""

    format: Literal["csv", "jsonl", "parquet"] | None = maybe(
        "Format; default is by the file's name.", "格式；不写则按文件名判断。"
    )
    delimiter: str | None = maybe("CSV: delimiter; default is a comma.", "CSV：分隔符；不写则为逗号。")
    encoding: str = maybe("CSV: encoding, such as utf-8 or gbk.", "CSV：编码，例如 utf-8 或 gbk。", "utf-8-sig")
    columns: OneOrMany[str] = many("CSV without a header line: names of its columns.", "没有标题行的 CSV：各列的名称。")
    id: OneOrMany[str] = many(
        "Column with an id that stays the same, or columns that make one together.",
        "放固定 id 的列，或合起来作为 id 的几列。",
    )
    time: str | None = maybe("Column with the time.", "放时间的列。")
    time_is: Day | None = maybe("Or one day for all records.", "或所有记录共用的一天。")
    time_of_day: str | None = maybe(
        "Column with the time of day, when `time` holds only the date.", "放时刻的列，用于 `time` 只有日期时。"
    )
    time_format: str = maybe(
        "iso, unix, unix-ms, or a strptime format such as %d.%m.%Y %H:%M.",
        "iso、unix、unix-ms，或 strptime 格式，例如 %d.%m.%Y %H:%M。",
        "iso",
    )
    timezone: str | None = maybe("IANA zone of times that carry none.", "未注明时区的时间所用的 IANA 时区。")
    member: str | None = maybe("Column with the member.", "放成员的列。")
    kind: str | None = maybe("Column with the kind of event.", "放行为种类的列。")
    kind_is: EventKind | None = maybe("Or one kind for all records.", "或所有记录同属一种行为。")
    kinds: tuple[Condition, ...] = many(
        "Or a kind by condition, first match counts.", "或按条件判断种类，以最先符合的为准。"
    )
    also: tuple[Further, ...] = many(
        "Further events of a record, such as who signed up and came.", "同一条记录中的其他行为，例如报名与到场。"
    )
    channel: str | None = maybe("Column with the channel.", "放渠道的列。")
    channel_is: str | None = maybe("Or one channel for all records.", "或所有记录同属一个渠道。")
    channel_from: Literal["folder", "file"] | None = maybe(
        "Or the name of the file, or of its folder.", "或取文件名，或取所在文件夹的名称。"
    )
    thread: str | None = maybe(
        "Column with the thread: the id of the message that begins it, or a name, of which the first message begins it.",
        "放话题串的列：可为发起消息的 id，也可为名称（其首条消息视为发起）。",
    )
    reply_to: str | None = maybe("Column with the id of the record answered.", "放所回复记录 id 的列。")
    text: str | None = maybe("Column with the text; only its length is kept.", "放正文的列；只保留长度。")
    size: str | None = maybe("Or a column with the length.", "或放长度的列。")
    amount: str | None = maybe(
        "Column with what was paid; a negative one was given back.", "放付款金额的列；负数即退款。"
    )
    currency: str | None = maybe(
        "Column with the currency of each amount; those of another than the plan's stay unknown. Without it, all are in the plan's.",
        "放各笔金额币种的列；不是方案币种的金额视为未知。不写则都按方案的币种。",
    )
    bot: str | None = maybe("Column that is true for bots.", "机器人为 true 的列。")
    tags: tuple[Tagging, ...] = many(
        "Words for events by condition, such as what came of them; all that match.",
        "按条件给行为加的标记，例如结果如何；凡符合的都加上。",
    )
    questions: tuple[Question, ...] = many(
        "For `tool: survey`: the questions to read, each with its scale.",
        "用于 `tool: survey`：要读取的题目，各带量表。",
    )

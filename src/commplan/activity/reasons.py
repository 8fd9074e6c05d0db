"""Why a record of an export is not used: sentences that several sources have in common."""

from __future__ import annotations

from commplan.words import say

PRIVATE = say("a private conversation, which is read only when asked for", "私密对话，仅在明确要求时读取")
NO_TIME = say("it has no readable time", "没有可读的时间")
NO_ID = say("it lacks the id by which it is known", "缺少用于识别的编号")
NOT_A_MESSAGE = say("it is no message", "不是消息")
NOT_ACTIVITY = say(
    "it says what was done to a channel (topic, name, pin, app and the like), not what a member contributed",
    "它记录的是对频道的操作（主题、名称、置顶、应用等），不是成员的贡献",
)
UNNAMED = say("the export counts this reaction without saying whose it is", "导出只计入这一回应，未说明是谁")
OTHER_FILE = say("the file is not of this tool", "该文件不是这一工具的文件")
EMPTY_FILE = say("the file is empty", "文件为空")
NOT_THERE = say("it is of somebody who declined, cancelled or did not come", "此人拒绝、取消或未到场")

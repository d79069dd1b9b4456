## 小区到期的事，提醒经办的人
compounds-duties-nav = 小区到期提醒
compounds-duties-title = 小区到期提醒
compounds-duties-intro = 您负责的小区有事快到期时提醒一次，逾期再提醒一次。点开能看到还没办的，也有更早的。
compounds-duties-none = 没有到期的事
compounds-duties-none-text = 您负责的小区有事到期，会在这里告诉您。
compounds-duties-new = 新
compounds-duties-read-all = 全部标为已读
compounds-duties-read-one = 标为已读
done-compounds-duties-read = 已标为已读。

# `$of` 是哪一期、哪一月，`$day` 是最后一天。
compounds-duties-audit-due = 公共收益应在 { $day } 前审计。
compounds-duties-audit-overdue = 公共收益应在 { $day } 前审计，还没有登记审计。
compounds-duties-publication-due = { $of } 的账目应在 { $day } 前公布。
compounds-duties-publication-overdue = { $of } 的账目应在 { $day } 前公布，还没有公布。
compounds-duties-owners-meeting-due = 应在 { $day } 前开业主大会会议。
compounds-duties-owners-meeting-overdue = 应在 { $day } 前开业主大会会议，还没有开。
compounds-duties-term-due = 业委会任期到 { $day } 为止，请准备换届。
compounds-duties-term-overdue = 业委会任期到 { $day } 已满，登记里还没有新一届。
compounds-duties-table-due = { $of }的三方联席会应在 { $day } 前开。
compounds-duties-table-overdue = { $of }的三方联席会没有开。

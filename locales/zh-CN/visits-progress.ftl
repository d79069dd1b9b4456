# 走访进展、再去一次、事后抽查
visits-progress-title = 走访进展
visits-progress-intro = 现在：{ $state }。数的是门，不是走访的人；不排名次。
visits-progress-none = 这轮走访还没有要走的门
visits-progress-none-hint = 选好地方、加入住户和商户以后，这里会显示走到了哪里。
visits-progress-all = 合计
visits-progress-elsewhere = 不在登记的小区里
visits-progress-communities = 各社区
visits-progress-compounds = 各小区
visits-progress-place = 地方
visits-progress-doors = 要走的门
visits-progress-left = 还没走到
visits-progress-matters = 发现的诉求
visits-progress-closed = 已办结
visits-progress-early = 三十天内办好
visits-progress-order = 按地方的编号排列。谢绝也算走到了：不愿意开门不用说理由，也没有后果。

visits-again-title = 再去一次
visits-again-intro = 这些门敲过，没有遇到人。三十天内没有约好不再上门；也可以请社区、电话联系，或者留到下一轮。
visits-again-none = 没有要再去的门
visits-again-none-hint = 没有遇到人的门会列在这里。
visits-again-pick = 选
visits-again-compound = 小区
visits-again-door = 门
visits-again-at = 上次去
visits-again-may = 能不能再去
visits-again-yes = 可以再去
visits-again-try = 选中的再去一次
visits-again-done = 已安排 { $done } 户；{ $refused } 户不能这样办，没有改动。

visits-hand-to-next-round = 留到下一轮
visits-hand-to-community = 请社区联系
visits-hand-to-phone = 改为电话联系
visits-hand-to-moved = 已经搬走

visits-sample-title = 事后抽查
visits-sample-intro = 从走访过的门里随机抽一些，打电话问一句有没有人来过。问的是这轮走访，不记在走访员名下。
visits-sample-none = 还没有可以抽查的门
visits-sample-none-hint = 有人开门以后，这里会抽出一些来问。
visits-sample-asked = 已问
visits-sample-phone = 电话
visits-sample-no-phone = 没有留电话
visits-sample-said = 对方说
visits-said-came = 来过
visits-said-never-came = 没来过
visits-said-no-answer = 没人接

visits-state-planned = 待走访
visits-state-appointed = 已约好
visits-state-visited = 已走访
visits-state-not-met = 没遇到人
visits-state-declined = 谢绝
visits-state-do-not-disturb = 请勿打扰
visits-state-handed-on = 转给别处

visits-by-hand-title = 待电话告知
visits-by-hand-intro = 上门前应当先告诉这些住户，但区里还没有开通发消息的渠道。请打电话或请社区转告，对方愿意就约好时间，告知后打勾。号码在住户页写明理由后可以查看。
visits-by-hand-none = 没有待告知的住户
visits-by-hand-none-hint = 走访公告以后，没法发消息的住户会列在这里。
visits-by-hand-left = 还有 { $left } 户待告知；这里列出 { $shown } 户，最早上门的在前。
visits-by-hand-column-told = 已告知
visits-by-hand-column-at = 计划上门
visits-by-hand-mark = 打勾的都告知了
visits-by-hand-told = 已标记告知 { $told } 户。

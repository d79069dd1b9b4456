# 建议有没有被采纳。

matters-taken-nav = 建议采纳
matters-taken-title = 建议采纳情况
matters-taken-intro = 系统只提建议，由人决定。这里看建议准不准：提过多少，采纳了多少。
matters-taken-period = 月份（按第一次提出的时间）
matters-taken-none = 这个月没有提过建议
matters-taken-none-hint = 可以在上面换一个月份。
matters-taken-kind = 建议的内容
matters-taken-kind-category = 类别
matters-taken-kind-body = 承办单位
matters-taken-kind-duplicate = 可能重复的事项
matters-taken-matters = 提过建议的事项
matters-taken-shown = 提出的建议
matters-taken-decided = 已有决定的事项
matters-taken-taken = 采纳了其中一条
matters-taken-open = 还没有决定
matters-taken-words = 一件事项最多提三条类别、三个单位、五件可能重复的事项，按事项算：采纳了其中一条就算采纳，选了别的就算没有采纳。没有合并就受理或派单的，算没有采纳重复的建议。

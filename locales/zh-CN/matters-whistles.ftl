# 吹哨报到的两边情况。

matters-whistles-nav = 吹哨报到
matters-whistles-title = 吹哨报到
matters-whistles-intro = 两边都看：被叫的单位来没来、办得怎么样；街道该不该吹这次哨。只供督办内部查看，不公布，不排名，按登记顺序列出。只算您管得到的事项。
matters-whistles-period = 月份（按应回应的时间）
matters-whistles-show = 查看
matters-whistles-month = { $year }年{ $month }月
matters-whistles-cut = 这个月的吹哨太多，只算了时间最近的 5000 次。
matters-whistles-none = 这个月没有吹哨
matters-whistles-none-hint = 可以在上面换一个月份。
matters-whistles-bodies = 被叫的单位
matters-whistles-bodies-hint = 按时到场：在规定时间内回应到场的次数，除以被叫且时间已到的次数；请别的单位代为到场的，要那个单位真的到场才算。结果认可：被认可的结果，除以评价过的结果。
matters-whistles-body = 单位
matters-whistles-turned-up = 按时到场
matters-whistles-accepted = 结果认可
matters-whistles-streets = 吹哨的街道
matters-whistles-streets-hint = 吹得合适：认为该叫自己的，除以表示过意见的。
matters-whistles-street = 街道
matters-whistles-called = 吹哨次数
matters-whistles-fitting = 吹得合适
matters-whistles-no-street = 街道不明
matters-whistles-nothing-yet = 还没有

# 住户和商户：住户和商户的门，逐户登记、查找、导入和导出。

visits-register-nav = 住户和商户
visits-register-title = 住户和商户
visits-register-intro = 可以上门的住户和商户。姓名和电话平时遮住，查看要写理由。
visits-register-nowhere = 您的岗位没有分到任何区域，所以这里是空的。请找安全管理员。
visits-register-new = 登记一户
visits-register-edit = 修改
visits-register-import = 从表格导入
visits-register-filter = 查找
visits-register-clear = 清空条件
visits-register-search = 小区、楼栋或门牌
visits-register-all = 全部
visits-register-choose = 请选择
visits-register-first = 回到第一页
visits-register-xlsx = 导出 xlsx
visits-register-csv = 导出 csv
visits-register-nothing = 没有登记的门
visits-register-nothing-text = 换个条件再找，或者登记一户、从表格导入。
visits-register-not-yet = 这一段里没有
visits-register-not-yet-text = 登记的门很多，先看了五千户。请按“下一页”接着找。
visits-register-yes = 有
visits-register-no = 无
visits-register-none = 没有留
visits-register-resting = 请勿打扰
visits-register-inactive = 已停用
visits-register-inactive-text = 这一户已停用，不会再排进走访。
visits-register-resting-since = { $since } 起请勿打扰（{ $by }说的）。不会上门；只有关系到性命安全才例外，并要写明理由。

visits-register-kind-household = 住户
visits-register-kind-merchant = 商户

visits-register-column-number = 编号
visits-register-column-kind = 类型
visits-register-column-community = 社区
visits-register-column-compound = 小区
visits-register-column-building = 楼栋
visits-register-column-door = 门牌
visits-register-column-name = 姓名
visits-register-column-phone = 电话
visits-register-column-open = 方便时间
visits-register-column-minutes = 走访分钟
visits-register-column-resting = 请勿打扰
visits-register-column-active = 在用

visits-register-any-time = 什么时候都行
visits-register-point = 坐标
visits-register-lon = 经度（WGS-84）
visits-register-lat = 纬度（WGS-84）
visits-register-called = 上次未约上门
visits-register-people = 联系人
visits-register-revealed = 姓名和电话只在这一页显示这一次，查看已经记入日志。
visits-register-reveal = 查看姓名和电话
visits-register-reveal-hint = 谁、什么时候、为什么查看，都会记下来。
visits-register-reveal-reason = 为什么要看
visits-register-reveal-note = 补充说明
visits-register-reveal-now = 查看一次
visits-register-reveal-why = 请选一个理由；选“其他”时请写明。
visits-register-reason-appointment = 约时间
visits-register-reason-ask-back = 回访
visits-register-reason-check = 核对登记
visits-register-reason-other = 其他

visits-register-rest-title = 请勿打扰
visits-register-rest-text = 住户说不要上门的，记在这里，以后哪一轮走访都不再去。
visits-register-rest = 记下请勿打扰
visits-register-rest-now = 记下
visits-register-rest-back = 可以上门了
visits-register-rest-back-text = 只有住户自己说可以再来，才取消。
visits-register-said = 谁说的
visits-register-said-missing = 请选是谁说的。
visits-register-said-resident = 住户自己
visits-register-said-visitor = 走访员在门口听到
visits-register-said-coordinator = 打电话给走访统筹

visits-register-past = 以前的走访
visits-register-past-none = 还没有走访过。
visits-register-past-round = 哪一轮
visits-register-past-state = 结果
visits-register-past-at = 日期
visits-register-visit-planned = 待走访
visits-register-visit-appointed = 已约好
visits-register-visit-visited = 见到了
visits-register-visit-not-met = 没有人
visits-register-visit-declined = 不愿见
visits-register-visit-do-not-disturb = 请勿打扰
visits-register-visit-handed-on = 已转交

visits-register-out = 停用这一户
visits-register-out-text = 拆迁、合并或登记错了，可以停用；历史都保留。
visits-register-back = 重新启用
visits-register-back-text = 重新启用后，可以再排进走访。

visits-register-save = 保存
visits-register-known = 看看已经登记的那一户
visits-register-compound-hint = 没有小区的，写路名和门牌号。
visits-register-compounds = 这个社区已有的小区：
visits-register-door-hint = 例如：2单元15-3
visits-register-open-hint = 例如：09:00-11:30，14:00-18:00。不写就是什么时候都行。
visits-register-contact = 重新填写姓名和电话
visits-register-contact-hint = 不勾选，原来的保持不变。勾选后留空，就是删去。

visits-register-fault-community-missing = 请选一个您负责范围内的社区。
visits-register-fault-place-missing = 请写小区，或者写楼栋（门牌号）。
visits-register-fault-door-missing = 请写门牌，例如 2单元15-3。
visits-register-fault-too-long = 太长了，最多60个字。
visits-register-fault-phone-unreadable = 电话看不懂。请只写数字，7到15位。
visits-register-fault-open-unreadable = 时间看不懂，或有重叠。请写成 09:00-11:30，14:00-18:00。
visits-register-fault-minutes-out-of-range = 走访时间要在1到120分钟之间。
visits-register-fault-point-unreadable = 坐标看不懂。请写成 106.532100 和 29.584200，或者都不写。
visits-register-fault-known-door = 同一个社区、小区、楼栋和门牌已经登记过了。

done-visits-register-written = 已保存。
done-visits-register-resting = 已记下请勿打扰。
done-visits-register-may-call = 已取消请勿打扰。
done-visits-register-out = 已停用，历史保留。
done-visits-register-back = 已重新启用。

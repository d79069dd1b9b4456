# 登录、账号、岗位、工作日历、系统与日志。

registry-nav-account = 我的账号
registry-nav-accounts = 账号与岗位
registry-nav-system = 系统运行
registry-nav-audit = 操作日志
registry-nav-calendar = 工作日历

registry-login = 登录名
registry-password = 密码
registry-name = 姓名
registry-role = 角色
registry-area = 管辖范围
registry-body = 所在单位
registry-posts = 岗位
registry-act = 操作
registry-choose = 请选择
registry-list-comma = 、

registry-role-clerk = 受理员
registry-role-dispatcher = 派单员
registry-role-handler = 承办人
registry-role-caller = 回访员
registry-role-supervisor = 督办员
registry-role-leader = 领导（只看不改）
registry-role-sys-admin = 系统管理员
registry-role-sec-admin = 安全管理员
registry-role-audit-admin = 审计管理员

# 登录
registry-sign-in-title = 工作人员登录
registry-sign-in-intro = 居民不用登录：反映问题、查进度，直接用就行。
registry-sign-in-button = 登录
registry-sign-in-refused = 没有登录成功：登录名或密码不对。
registry-sign-in-refused-hint = 请再试一次。连错五次，要等十五分钟。忘了密码，请找安全管理员重新打印一张。
registry-demo-title = 演示账号
registry-demo-password = 密码都是：
registry-demo-what = 做什么

# 密码
registry-password-title = 修改密码
registry-password-forced = 请先换一个自己的密码，再开始工作。
registry-password-rules = 至少 { $least } 个字符；大写字母、小写字母、数字、其他符号，四样里要有三样；不能含有登录名里连着的三个字符。
registry-password-old = 现在的密码
registry-password-new = 新密码
registry-password-again = 新密码再输一遍
registry-password-save = 换成新密码
registry-password-others-end = 换好以后，您在其他电脑、手机上的登录会自动退出。
registry-password-wrong-old = 现在的密码不对，请再输一次。连错五次，要等十五分钟。
registry-password-not-again = 两遍输的不一样，请再输一次。
registry-password-too-short = 太短了，至少要 { $least } 个字符。
registry-password-too-long = 太长了，最多 128 个字符。
registry-password-few-classes = 大写字母、小写字母、数字、其他符号，四样里要有三样。
registry-password-holds-login = 不能含有登录名里连着的三个字符，请换一个。
registry-password-same = 和现在的密码一样，请换一个。

# 我的账号
registry-mine-title = 我的账号
registry-mine-posts = 我的岗位
registry-mine-no-posts = 您还没有岗位，暂时看不到事项。请联系安全管理员。
registry-sessions = 登录在哪些地方
registry-sessions-hint = 有不认识的，请退出它，再修改密码。
registry-session-since = 登录时间
registry-session-seen = 最近使用
registry-session-this = 就是这里
registry-session-end = 让它退出

# 工作日历
registry-calendar-title = 工作日历
registry-calendar-intro = 办理期限按这里的工作日计算：周末和放假不算，调休上班的周末要算。
registry-calendar-next-missing = 还没有 { $year } 年的放假安排，跨年的期限算不出来。国务院办公厅的通知公布后，请尽快导入。
registry-calendar-source = 依据：{ $source }
registry-calendar-shipped = 程序自带
registry-calendar-imported-at = { $at } 导入
registry-calendar-holidays = 放假
registry-calendar-makeup = 调休上班
registry-calendar-import = 导入一年
registry-calendar-import-hint = 把放假安排写成小文件，粘贴或上传。同一年再导入一次，就换成新的；已经派出的事项，期限不变。
registry-calendar-text = 文件内容
registry-calendar-file = 或者上传文件
registry-calendar-import-button = 导入
registry-calendar-example = 看一个例子
registry-calendar-doubts = 看起来还不完整，请对照通知再看一遍：
registry-calendar-sure = 我对照过通知，就是这样
registry-calendar-doubt-missing = 没有 { $day } 这一天，它每年都放假。
registry-calendar-doubt-few = 只有 { $count } 天放假，一年至少有十一天。
registry-calendar-line = 第 { $line } 行：{ $what }
registry-calendar-file-empty = 文件是空的，请粘贴内容或选一个文件。
registry-calendar-file-too-large = 文件太大了，放假安排用不了 64 KB，请检查是不是选错了。
registry-calendar-file-syntax = 看不懂这里，请对照例子检查（{ $what }）。
registry-calendar-file-day = “{ $what }”不是日子。写成 2027-02-05；连着的几天写成 2027-02-05..2027-02-12。
registry-calendar-table-year = { $what } 年超出范围，只能是 2000 到 2100 年。
registry-calendar-table-other-year = { $what } 不在这一年，请写到它自己那一年的文件里。
registry-calendar-table-twice = { $what } 写了两遍，请去掉一个。
registry-calendar-table-both = { $what } 又放假又上班，只能是一样。
registry-calendar-table-weekday = { $what } 不是周末，用不着调休，请对照通知检查。
registry-calendar-table-many = 日子太多了：一年最多 60 天放假、20 天调休。
registry-calendar-table-source = 请写明依据（source），最多 300 个字。

# 账号
registry-accounts-title = 账号与岗位
registry-accounts-search = 搜索
registry-accounts-found = 共 { $count } 个账号
registry-accounts-none = 没有找到
registry-accounts-none-hint = 换个姓名或登录名试试。
registry-account-new = 新建账号
registry-account-new-intro = 建好后会出现一张带初始密码的纸条，请打印或抄下来交给本人。岗位在下一步添加。
registry-account-create = 建立账号
registry-account-state = 状态
registry-account-is-open = 正常
registry-account-is-closed = 已停用
registry-account-is-locked = 暂时锁住
registry-account-locked-until = 密码连错，锁到 { $until }
registry-account-first-password = 还没有换掉初始密码
registry-account-no-posts = 还没有岗位，登录后看不到事项。
registry-account-more = 密码与停用
registry-account-reset = 重打一张密码纸条
registry-account-reset-hint = 本人忘了密码，就发一个新的初始密码。旧密码马上作废，已有的登录全部退出。
registry-account-close = 停用账号
registry-account-close-hint = 停用后马上不能登录，做过的事都还在。
registry-account-open = 恢复账号
registry-account-open-hint = 恢复后可以用原来的密码登录，岗位不变。
registry-login-hint = 3 到 40 个字符：小写字母开头，可以有数字、点、横线。用姓名拼音就好。
registry-login-form = 登录名要 3 到 40 个字符，小写字母开头，只能有小写字母、数字、点、横线、下划线。
registry-login-taken = 这个登录名有人用了，请换一个。
registry-slip-title = 初始密码
registry-slip-once = 这个密码只显示这一次，请马上打印或抄下来。
registry-slip-heading = 您的账号
registry-slip-password = 初始密码
registry-slip-address = 登录网址
registry-slip-text = 第一次登录要换成自己的密码。换好后请撕掉这张纸。
registry-slip-print = 打印
registry-slip-on = 下一步：添加岗位

# 岗位
registry-area-hint = 能看到、能处理这个范围里的事项。
registry-body-hint = 承办人必选，其他角色不用选。
registry-post-add = 添加岗位
registry-post-end = 马上结束
registry-post-period = 起止
registry-post-open = 至今
registry-post-not-now = 现在不在岗
registry-post-from = 从哪天起
registry-post-until = 到哪天止（含当天）
registry-post-day = 日子看不懂，请写成 2026-05-09。
registry-post-admin-not-alone = 系统、安全、审计三种管理员要互相监督，一个人只能当一种，也不能再兼其他角色。
registry-post-needs-body = 承办人要选所在单位。
registry-post-no-body = 管理员不用选单位，请改成“请选择”。
registry-post-unknown-role = 没有这个角色，请重新选。
registry-post-ends-before = 结束的日子早于开始的日子，请改一下。
registry-post-again = 这个人在这段时间已经有同样的岗位了。
registry-post-too-many = 一个人同时最多二十个岗位，请先结束用不着的。
registry-post-own-account = 不能改自己的岗位和账号，请另一位安全管理员来改。

# 系统运行
registry-system-title = 系统运行
registry-system-backlog = 等着送出
registry-system-dead = 没有送成
registry-system-letters = 没有送成的消息
registry-system-letters-hint = 试了多次都没有送成。先解决右边写的原因，再点“再试一次”。
registry-system-no-letters = 没有，消息都送到了。
registry-system-topic = 消息
registry-system-since = 产生时间
registry-system-attempts = 试过几次
registry-system-error = 原因
registry-system-revive = 再试一次
registry-system-jobs = 定时任务
registry-system-no-jobs = 还没有定时任务登记过，请检查程序是不是带着 work 在运行。
registry-system-job = 任务
registry-system-last = 上次做完
registry-system-next = 下次
registry-system-never = 还没有
registry-system-failures = 连着 { $count } 次没有做成
registry-system-late = 过了时间还没有做
registry-system-fine = 正常

# 操作日志
registry-audit-title = 操作日志
registry-audit-intro = 谁在什么时候做了什么。日志只能看，不能改，也不记居民的个人信息。
registry-audit-none = 还没有记录
registry-audit-none-hint = 有人登录或办理事项后，这里就有了。
registry-audit-number = 序号
registry-audit-at = 时间
registry-audit-who = 谁
registry-audit-what = 做了什么
registry-audit-subject = 对象与版本
registry-audit-newest = 回到最新
registry-audit-older = 更早的
registry-audit-system = 系统
registry-audit-resident = 居民

done-registry-signed-out = 已经退出。
done-registry-password-changed = 密码换好了。
done-registry-session-ended = 那个地方的登录已经退出。
done-registry-calendar-imported = 放假安排已经导入，从现在起按它计算。
done-registry-post-added = 岗位已经添加。
done-registry-post-ended = 岗位已经结束。
done-registry-account-closed = 账号已经停用。
done-registry-account-opened = 账号已经恢复。
done-registry-letter-revived = 马上会再试一次。

# 本区自己的区域和单位，从两张表导入
registry-register-sheet-areas = 区域表
registry-register-sheet-bodies = 单位表
registry-register-fault = { $sheet }第 { $row } 行：{ $reason }
registry-register-value = { $reason }表里写的是“{ $value }”。
registry-register-no-header = 第一行没有列名。请照模板写好表头。
registry-register-column-missing = 缺少 { $detail } 这一列。请照模板补上表头。
registry-register-column-unknown = 不认识“{ $detail }”这一列。请改正列名，或删掉这一列。
registry-register-column-twice = “{ $detail }”这一列有两个。请删掉一个。
registry-register-row = 这一行读不了：单元格多了或少了、引号没有配对，或有乱码。请改正。
registry-register-code = 编号用 1 到 40 个字母、数字、短横或点。请改正。
registry-register-code-twice = 这个编号上面已经用过。请让每一行的编号都不一样。
registry-register-area-kind = 不认识这种区域。请填 district（区）、street（街道）、community（社区）、grid（网格）、compound（小区）或 building（楼栋）。
registry-register-body-kind = 不认识这种单位。请填 district_office、department、street_office、residents_committee、property_company、enterprise、centre、mediation_committee 或 other。
registry-register-level = 不认识这个层级。请填 district（区）、street（街道）或 community（社区）。
registry-register-name-empty = 缺少中文名称。请填 name_zh。
registry-register-name-too-long = 名称太长：中文最多 60 个字，英文最多 120 个字符。请缩短。
registry-register-point = 这不是一个地点。经度 lon（-180 到 180）和纬度 lat（-90 到 90）要么都填，要么都不填。
registry-register-phone = 这不是电话号码，最多 40 个数字和符号。请改正。
registry-register-alias = 这个别名太长，或只有标点。请改正或删掉。
registry-register-alias-taken = 这个别名已经属于另一个单位。请只留给其中一个。
registry-register-too-many-aliases = 一个单位在表里最多 100 个别名。请删掉一些。
registry-register-parent-missing = 没有写属于哪里。请填 parent_code。
registry-register-parent-unknown = parent_code 指的区域，表里没有，也没有登记过。请补上或改正编号。
registry-register-parent-level = 上下级不对：街道属于区，社区属于街道，网格属于社区，小区属于社区或网格。请改正 parent_code 或 kind。
registry-register-district-has-parent = 区没有上级。parent_code 请留空。
registry-register-second-district = 只能有一个区。请改正 kind；另一个区请用另外的数据目录。
registry-register-area-unknown = area_code 指的区域，表里没有，也没有登记过。请补上或改正编号。
registry-register-fixed = 这个编号登记时的种类、层级或所属地不一样，这些不能改。请改回原样，或换一个新编号。
registry-register-too-many = 一个区最多 10 万个区域、2 万个单位。请删掉一些行。

# 用命令建立的第一个账号
registry-first-name = 姓名要有 1 到 40 个字。请改正。
registry-first-no-district = 还没有登记区。请先导入区域：huiyin registry import --areas 文件。
registry-first-area-unknown = 没有登记过这个编号的区域。请改正；管全区的不用填。
registry-first-body-unknown = 没有登记过这个编号的单位。请改正，或先导入这个单位。

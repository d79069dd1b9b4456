# 个人信息权利、保存期限、告知与同意、影响评估、泄露处置。

privacy-nav-rights = 个人信息申请
privacy-nav-new = 代收个人信息申请
privacy-nav-records = 个人信息保护
privacy-nav-retention = 保存期限
privacy-nav-alerts = 告警

privacy-print = 打印
privacy-choose-one = 请选一项。
privacy-aside = 申请概况
privacy-steps = 经过
privacy-due-unknown = 明年的工作日表还没有发布，期限待定
privacy-complain = 对处理结果不满意，可以向区网信办或者 12345 投诉，也可以依法向人民法院起诉。

privacy-rights-title = 我的个人信息
privacy-rights-intro = 您留在这里的信息，您有权查看、复制、更正、删除，也可以反对公开、撤回同意。凭回音码就能提，不用注册，不收费。
privacy-rights-kind = 您要做什么
privacy-rights-codes = 回音码
privacy-rights-codes-hint = 一行一个，最多十个。回音码就是证明：只会动这些事项的信息。
privacy-rights-wish = 具体说明
privacy-rights-wish-hint = 要更正什么、反对什么，请写清楚。不要写身份证号。
privacy-rights-wish-when = （更正、反对公开必须写）
privacy-rights-sure = 我要删除，知道删了不能恢复
privacy-rights-sure-first = 删除以后不能恢复。确定要删，请勾选“我要删除”，再提交一次。
privacy-rights-clock = 查看、复制、撤回同意当场办好；其他的十五个工作日内答复。
privacy-rights-send = 提交申请
privacy-rights-find = 已经提过申请
privacy-rights-case-code = 申请码
privacy-rights-find-send = 查看进度
privacy-rights-ways = 其他办法
privacy-rights-counter = 没有回音码，可以到社区或街道窗口，出示证件办理（只看不留复印件），也可以打 { $phone }。
privacy-rights-paper = 打印纸质申请表
privacy-codes-unknown = 没有找到这个码，请再核对一遍。

privacy-kind-see = 查看
privacy-kind-copy = 要一份复印件
privacy-kind-correct = 更正
privacy-kind-delete = 删除
privacy-kind-object = 反对公开
privacy-kind-withdraw-consent = 撤回单独同意
privacy-kind-hint-see = 看看这里存了您的哪些信息、谁查看过。
privacy-kind-hint-copy = 看得见的全部内容，可以打印，也可以存成文件。
privacy-kind-hint-correct = 称呼、电话或者写错的内容。
privacy-kind-hint-delete = 称呼、电话、地址、您写的话和照片全部删掉，不能恢复；还在办的事会先撤回，回音码也就打不开了。
privacy-kind-hint-object = 把这件事从公示栏撤下。
privacy-kind-hint-withdraw-consent = 撤回以后，敏感事项上的称呼和电话当场去除，事情照办。

privacy-proof-code = 回音码
privacy-shown-id-card = 看过居民身份证
privacy-shown-other-document = 看过其他有效证件
privacy-shown-phone-answered = 回拨所留电话，本人接听
privacy-shown-representative = 监护人、受托人或继承人，看过证明

privacy-state-asked = 已收到
privacy-state-in-review = 处理中
privacy-state-done = 已办好
privacy-state-refused = 未予同意
privacy-state-withdrawn = 已撤回

privacy-ground-not-proven = 没有证明是本人
privacy-ground-still-needed = 事情还在办，暂时离不开这些信息
privacy-ground-kept-by-law = 法律规定还要保存
privacy-ground-others-rights = 会损害他人的合法权益
privacy-ground-nothing-held = 这里没有存您的这类信息
privacy-ground-unclear = 说明不清楚，无法办理

privacy-step-due-soon = 快到期了
privacy-step-overdue = 已超期

privacy-text-wish = 说明：
privacy-text-proof-note = 证明说明
privacy-text-reason = 理由
privacy-text-note = 答复：

privacy-event-asked = 提出申请：{ $right }
privacy-event-taken = 已有专人处理
privacy-event-extended = 延长到 { $day }
privacy-event-done = 已经办好
privacy-event-refused = 未予同意：{ $ground }
privacy-event-withdrawn = 申请人撤回了申请
privacy-event-handed-over = 已把复制件交给本人
privacy-event-reminded = 系统提醒：{ $step }

privacy-refused-not-allowed = 这一步不能由您来做。
privacy-refused-wrong-state = 这件申请已经走到别的一步了，请刷新再看。
privacy-refused-wish-missing = 请写明要更正或反对的内容。
privacy-refused-nothing-corrected = 还没有更正任何内容：请填更正后的称呼或电话；改的是别的内容，请在“给申请人的话”里写明改了什么。
privacy-refused-reason-missing = 请写明理由，申请人看得到。
privacy-refused-too-long = 写得太长了，请精简到两千字以内。
privacy-refused-already-done = 已经做过了。
privacy-refused-nothing-to-hand-over = 这类申请没有可以交付的复制件。
privacy-refused-not-due = 还没有到期。
privacy-refused-calendar-missing = 缺少明年的工作日表，无法算出新的期限。
privacy-refused-conflict = 有人比您先处理了，请看最新情况再决定。

privacy-paper-title = 个人信息权利申请表
privacy-paper-intro = 打印出来填好，交到社区或街道窗口。
privacy-paper-online = 在网上提交
privacy-paper-name = 称呼
privacy-paper-phone = 电话
privacy-paper-office = 窗口填写
privacy-paper-shown = 看过什么证明（不留复印件、不抄号码）

privacy-case-number = 申请编号
privacy-case-title = 个人信息申请：{ $right }
privacy-case-right = 申请事项
privacy-case-asked = 提出时间
privacy-case-state = 进度
privacy-case-matters = 涉及的事项
privacy-case-proof = 证明方式
privacy-case-gone = 信息已删除
privacy-keep-code = 请记好申请码，凭它查看进度和结果。
privacy-withdraw = 撤回申请
privacy-withdraw-hint = 改主意了，可以撤回这件申请。

privacy-copy-ready = 您的信息
privacy-copy-until = { $day } 以前随时可以看、可以下载。
privacy-copy-read = 在这里看
privacy-copy-file = 下载文件（含照片）
privacy-copy-title = 个人信息复制件
privacy-copy-intro = 这里存有的与您有关的全部信息。内容是打开时现取的，不另外保存。
privacy-copy-nothing = 没有存您的信息，或者已经删除。
privacy-copy-part = 您是
privacy-copy-reported = 反映人
privacy-copy-joined = 也遇到这件事的人
privacy-copy-state = 办理状态
privacy-copy-received = 收到时间
privacy-copy-name = 称呼
privacy-copy-phone = 电话
privacy-copy-place = 地点
privacy-copy-point = 坐标
privacy-copy-public = 公示栏上的摘要
privacy-copy-texts = 往来文字
privacy-copy-yours = 您写的
privacy-copy-internal = 另有工作人员之间的内部备注 { $count } 条，需要的话请另外申请。
privacy-copy-photos = 照片
privacy-copy-photo = 照片
privacy-copy-photos-count = 照片 { $count } 张，在网上用申请码查看或下载。
privacy-copy-consents = 单独同意
privacy-copy-consent = 告知书第 { $version } 版
privacy-copy-withdrawn = { $at } 撤回
privacy-copy-looks = 谁查看过您的称呼和电话（时间和理由）

privacy-desk-intro = 居民要求查看、复制、更正、删除、反对公开或撤回同意的申请，先到期的排在前面。期限十五个工作日。
privacy-desk-open = 待处理
privacy-desk-ended = 已办结
privacy-desk-none = 没有待处理的申请
privacy-desk-none-hint = 有人提出申请，会出现在这里。

privacy-new-intro = 居民到窗口来，先看证明，再记申请。只记看过什么，不复印、不拍照、不抄号码。
privacy-new-shown = 看过什么
privacy-new-shown-hint = 四选一，看清楚再勾。
privacy-new-note-hint = 可不填，比如“社区认识本人”。不写证件号码。
privacy-proof-note-number = 这里不能写号码。
privacy-new-phone = 留过的电话
privacy-new-phone-hint = 只有证明了电话是本人的才填，会找到这个电话留过的全部事项。
privacy-nobody-found = 没有找到与这个电话或回音码有关的事项。
privacy-new-send = 收下申请
privacy-new-done = 申请已收下
privacy-new-next = 再收一件
privacy-slip-title = 个人信息申请回执
privacy-slip-due = 答复期限
privacy-slip-matters = 涉及事项数
privacy-slip-address = 查询地址

privacy-act-take = 由我处理
privacy-act-grant = 同意并办理
privacy-act-grant-delete = 同意并删除
privacy-act-refuse = 不予同意
privacy-act-extend = 延长期限
privacy-act-hand-over = 打印并交给本人
privacy-grant-note = 给申请人的话
privacy-grant-note-hint = 申请人看得到。
privacy-correct-name = 更正后的称呼
privacy-correct-phone = 更正后的电话
privacy-refuse-ground = 依据
privacy-refuse-hint = 申请人看得到，请用平实的话写明理由；页面会同时告诉对方怎样投诉。
privacy-extend-hint = 只能延一次，再加十五个工作日，理由会告诉申请人。
privacy-hand-over-hint = 复制件里有完整的称呼和电话。请确认面前就是本人，交付会记入日志。
privacy-consequence-see = 申请人可以在三十天内查看。
privacy-consequence-copy = 申请人可以在三十天内查看和下载。
privacy-consequence-correct = 填了的称呼和电话会替换原来的；其他内容请先在事项里改好，再在下面写明改了什么。
privacy-consequence-delete = 不能恢复：称呼、电话、地址、文字和照片全部删除，密钥一并销毁；还在办的事项先撤回。别人也在等这件事的，答复会隐去本人信息后保留。
privacy-consequence-object = 这些事项会从公示栏撤下。
privacy-consequence-withdraw-consent = 单独同意就此结束，敏感事项上的称呼和电话当场去除。

privacy-erased-sentence = （按本人要求，内容已删除。）

privacy-basis = 处理依据：
privacy-basis-statutory-duty = 履行法定职责
privacy-basis-consent = 您的同意
privacy-basis-separate-consent = 您的单独同意
privacy-basis-emergency = 紧急情况下保护生命和财产安全

privacy-notices-title = 个人信息告知书
privacy-notices-intro = 每一种用途，为什么用、用什么、留多久，都写在这里。
privacy-notice-full = 全文：{ $title }
privacy-notice-version = 第 { $version } 版
privacy-notice-who = 处理者是本区政府及承办单位；有疑问请打 { $phone }。

privacy-purpose-handling = 办理您反映的事
privacy-purpose-contact = 联系您、回访您
privacy-purpose-sensitive = 敏感个人信息
privacy-purpose-photos = 照片
privacy-purpose-publication = 公示栏
privacy-purpose-statistics = 统计
privacy-purpose-security = 安全日志
privacy-card-handling = 您写的事、地点和往来文字，只给办这件事的人看，用来办好它。
privacy-card-contact = 称呼和电话可以不留。留了就加密保存，看的人要说明理由，每次都有记录。
privacy-card-sensitive = 涉及健康、家庭、救助、未成年人的事，留称呼或电话以前先问您是否单独同意。
privacy-card-photos = 照片去掉拍摄地点和设备信息后保存，办结一百八十天后删除。
privacy-card-publication = 公示的是工作人员写的摘要和大致地点，没有姓名电话；照片要逐张看过才公开。
privacy-card-statistics = 只数件数和天数，不含姓名、电话和原文。
privacy-card-security = 谁登录、谁查看过电话，留一年备查。
privacy-full-handling = 用途：受理、派单、办理、答复、回访您反映的事。
    依据：履行法定职责。
    种类：您写的文字、地点、照片以及与您往来的文字。
    方式：保存在本区自己的服务器上，不传到境外，不交给别的公司。
    保存：办结后两年，去掉姓名、电话和详细地址，文字里的这些内容一并隐去。
    不提供的后果：说不清地点或情况，事情可能办不了。
privacy-full-contact = 用途：先行联系、答复和回访。
    依据：您的同意，可以不给，也可以随时撤回。
    种类：称呼、电话。
    方式：加密保存，平时打码；办这件事的人说明理由后才能看，每次都有记录。被反映的单位看不到，除非您同意。
    保存：办结后两年。
    不提供的后果：只能凭回音码自己来看进度。
privacy-full-sensitive = 用途：办理养老、救助、残疾、医疗、入学、家庭纠纷等事项。
    必要性：不知道这些情况，就没法判断该由谁帮、怎么帮；联系不到您，就没法核实和上门。
    对您的影响：一旦泄露，可能伤害您的尊严或安全，所以这类事项只给办理人员看，标为受保护的只给回访和督办两类人员看。
    依据：您的单独同意。不同意也能反映，只是不留称呼和电话。紧急情况下保护生命安全的除外。
    未满十四岁的孩子，由父母或其他监护人同意。
    撤回：在“我的个人信息”里撤回，称呼和电话当场去除。
    保存：办结后两年。
privacy-full-photos = 用途：看清问题、证明办好了。
    依据：您的同意，照片可以不传。
    方式：收到时重新生成，去掉拍摄地点、时间和设备信息。要公开的由工作人员逐张看过，没有人脸、车牌、门牌和证件才公开。
    保存：办结后一百八十天；没有提交的报告里的照片两天后删除。
privacy-full-publication = 用途：让大家知道办了什么、怎么办的。
    依据：公示的内容不含个人信息；您反对的，可以要求撤下。
    种类：工作人员写的摘要、类别、到小区或道路一级的地点、办理经过和结果。
    保存：一直公示到撤下为止。
privacy-full-statistics = 用途：统计响应率、解决率、满意率和办理天数。
    依据：履行法定职责。
    种类：类别、社区、时间、承办单位和结果，不含任何能认出您的内容，所以删除个人信息后统计数仍然保留。
privacy-full-security = 用途：防止越权查看和篡改，出了问题能查清。
    依据：履行法定职责（网络安全法要求网络日志保存不少于六个月）。
    种类：工作人员的登录、操作和查看记录。不记录您的浏览。
    保存：查看称呼和电话的记录一年。操作日志只有编号，没有个人信息，长期保存。

privacy-keep-contact = 姓名、电话、详细地址
privacy-keep-photos = 照片
privacy-keep-orphans = 没有提交的照片
privacy-keep-reveals = 查看称呼电话的记录
privacy-keep-rights = 个人信息申请的说明
privacy-keep-range = 最少 { $least } 天，默认 { $shipped } 天，最多 { $most } 天。比默认长要写理由。

privacy-retention-intro = 到期的先列出来，公告满七天才去除。不想让某一件按期去除（比如还有争议），在这里暂停并写明理由。
privacy-retention-days = 保存多久
privacy-retention-now-contact = 从事项办结算起 { $days } 天。
privacy-retention-now-photos = 从事项办结算起 { $days } 天。
privacy-retention-now-orphans = 从照片上传算起 { $days } 天。
privacy-retention-now-reveals = 从每次查看算起 { $days } 天。
privacy-retention-now-rights = 从这件申请办结算起 { $days } 天。
privacy-retention-waiting = 公告中 { $count } 件。
privacy-retention-new = 下次运行新公告 { $count } 件。
privacy-retention-ready = 下次运行去除 { $count } 件。
privacy-retention-reason = 理由：{ $reason }
privacy-retention-change = 修改
privacy-retention-field = 天数
privacy-retention-why = 理由（比默认长时必填）
privacy-retention-save = 保存
privacy-retention-list = 将要去除的
privacy-retention-none = 眼下没有到期的
privacy-retention-none-hint = 有到期的，会提前七天列在这里。
privacy-retention-what = 内容
privacy-retention-number = 事项编号
privacy-retention-since = 办结日
privacy-retention-goes = 去除日
privacy-retention-hold = 暂停
privacy-retention-hold-it = 暂停去除
privacy-retention-release = 恢复
privacy-retention-gone = 最近去除的
privacy-hold-reason = 暂停的理由
privacy-hold-why = 请写明暂停的理由。
privacy-days-too-short = 太短：最少 { $days } 天。
privacy-days-too-many = 太长：最多 { $days } 天。
privacy-days-reason-missing = 比默认保存得久，请写明理由。
privacy-days-not-a-number = 请填整数。

privacy-records-intro = 告知书、单独同意、影响评估、泄露处置的记录，法律要求留存的都在这里。
privacy-records-purposes = 用途和告知书
privacy-notice-intro = 改动会成为新的一版，从现在起生效；已经同意旧版的仍按旧版。只写属实的内容。
privacy-notice-card-zh = 短卡片（中文）
privacy-notice-full-zh = 全文（中文）
privacy-notice-card-en = 短卡片（英文）
privacy-notice-full-en = 全文（英文）
privacy-notice-reason = 为什么改
privacy-notice-hint-card-zh = 两三句话，老人也看得懂。
privacy-notice-hint-full-zh = 用途、依据、种类、方式、保存多久、不提供的后果，一行一项。
privacy-notice-hint-card-en = 与中文意思一致。
privacy-notice-hint-full-en = 与中文意思一致。
privacy-notice-hint-reason = 留在记录里，不公开。
privacy-notice-send = 发布新版

privacy-consents-title = 单独同意
privacy-consents-intro = 谁的事项、哪一版告知书、怎么同意的、什么时候、撤回没有。
privacy-consents-none = 还没有单独同意
privacy-consents-none-hint = 涉及敏感个人信息的事项会在这里留下记录。
privacy-consents-version = 版本
privacy-consents-how = 方式
privacy-consents-given = 同意时间
privacy-consents-withdrawn = 撤回时间

privacy-cause-sensitive-data = 处理敏感个人信息
privacy-cause-automated-decision = 自动化决策
privacy-cause-entrusting = 委托处理
privacy-cause-sharing = 向他人提供
privacy-cause-publishing = 公开
privacy-cause-abroad = 向境外提供
privacy-cause-other-effect = 对个人权益有重大影响的其他活动

privacy-assessments-title = 影响评估
privacy-assessments-none = 还没有评估。开始处理敏感个人信息、委托、提供或公开之前都要先评估。
privacy-assessment-new = 记一份影响评估
privacy-assessment-intro = 事前评估，记下就不再改动，至少保存三年。
privacy-assessment-send = 存档
privacy-assessment-kept = 保存到 { $day }
privacy-assessment-title = 名称
privacy-assessment-cause = 事由
privacy-assessment-necessity = 目的、方式是否合法、正当、必要
privacy-assessment-risks = 对个人权益的影响和安全风险
privacy-assessment-measures = 保护措施及其与风险是否相适应
privacy-assessment-conclusion = 结论
privacy-assessment-concluded-on = 评估日期
privacy-assessment-keep-until = 保存到
privacy-assessment-hint-title = 一眼能认出来的名字。
privacy-assessment-hint-necessity = 少收一样行不行，换个办法行不行。
privacy-assessment-hint-risks = 最坏会怎样，会落到谁头上。
privacy-assessment-hint-measures = 已经做的和还要做的。
privacy-assessment-hint-conclusion = 可以做、改了再做、不做。
privacy-assessment-hint-concluded-on = 年-月-日，不能晚于今天。
privacy-date-wrong = 请按“年-月-日”填写，不能晚于现在。

privacy-breaches-title = 泄露处置
privacy-breaches-none = 没有记录。
privacy-breach-new = 登记泄露
privacy-breach-title = 泄露处置
privacy-breach-intro = 发现泄露、篡改、丢失，马上补救，再填这张表；填好会生成给主管部门和给居民的两份通知。
privacy-breach-send = 登记并生成通知
privacy-breach-count = { $count } 人
privacy-breach-untold = 还没通知完
privacy-breach-what = 发生了什么
privacy-breach-found-at = 发现时间
privacy-breach-kinds = 涉及哪些个人信息
privacy-breach-people = 大约多少人
privacy-breach-cause = 原因
privacy-breach-harm = 可能造成的危害
privacy-breach-measures = 已采取的补救措施
privacy-breach-advice = 居民可以怎样减轻危害
privacy-breach-contact = 联系方式
privacy-breach-hint-what = 平实地说清楚，不写具体人的信息。
privacy-breach-hint-found-at = 年-月-日 时:分。
privacy-breach-hint-kinds = 称呼、电话、地点、文字、照片……
privacy-breach-hint-people = 填整数，估计也行。
privacy-breach-hint-cause = 还没查清的写“正在查”。
privacy-breach-hint-harm = 骚扰、诈骗、暴露行踪……
privacy-breach-hint-measures = 已经做完的。
privacy-breach-hint-advice = 比如留意陌生来电、换密码。
privacy-breach-hint-contact = 谁负责、电话多少。
privacy-breach-authority = 已报告主管部门
privacy-breach-persons = 已通知本人
privacy-breach-not-yet = 还没有
privacy-breach-tell = 通知情况
privacy-breach-why-not = 不通知本人的理由
privacy-breach-why-not-hint = 只有采取的措施能够有效避免危害时才可以不通知；主管部门要求通知的，仍要通知。
privacy-breach-save = 存下
privacy-letter-authority = 个人信息安全事件报告
privacy-letter-people = 致居民的通知
privacy-letter-from = { $district }
privacy-letter-opening-authority = 依照《中华人民共和国个人信息保护法》第五十七条，报告如下。
privacy-letter-opening-people = 我们没有保护好您的信息，对此道歉。情况和您可以做的，如下。

privacy-alerts-intro = 一个账号在一小时内查看称呼和电话超过二十次，或一天内打印居民登录条超过二十张，会在这里告警；每小时或每天一次。
privacy-alerts-none = 没有告警
privacy-alerts-none-hint = 有人频繁查看或打印时会出现在这里。
privacy-alerts-at = 时间
privacy-alerts-who = 账号
privacy-alerts-amount = 情况
privacy-alerts-many-reveals = 一小时内查看称呼和电话 { $amount } 次
privacy-alerts-many-slips = 一天内打印登录条 { $amount } 张
privacy-alerts-seen = 已看
privacy-alerts-mark = 标为已看
privacy-alerts-journal = 到日志里看每一次查看

done-rights-asked = 申请已收到，请记好申请码。
done-rights-withdrawn = 申请已撤回。
done-rights-take = 由您处理了。
done-rights-grant = 已办好，申请人看得到。
done-rights-refuse = 已答复申请人。
done-rights-extend = 期限已延长。
done-retention-days = 保存期限已修改。
done-retention-held = 已暂停。
done-retention-released = 已恢复，七天后去除。
done-privacy-notice = 新版已发布。
done-privacy-assessment = 评估已存档。
done-privacy-breach = 已登记，下面是两份通知。
done-privacy-told = 通知情况已存下。

privacy-elsewhere-held = 业主登记或者已结束的调解，可以删除
privacy-elsewhere-kept = 业主登记（仍是业主）或者进行中的调解，依法保留
privacy-refused-kept-by-law = 这份申请涉及的信息依法都要保留（仍是业主，或者调解还在进行），不能删除。请选“不予处理”，理由选“依法须保留”。

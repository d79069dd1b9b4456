# 事项的状态、操作、理由和时间线。键的末尾就是代码里的名称（下划线写作连字符）。

## 状态
matters-state-received = 已收到
matters-state-accepted = 已受理
matters-state-rejected = 不属于本渠道
matters-state-merged = 与同一件事合并
matters-state-dispatched = 已交办
matters-state-acknowledged = 已签收
matters-state-returned = 承办单位提出异议
matters-state-contacted = 已联系您
matters-state-in-progress = 办理中
matters-state-suspended = 挂账
matters-state-answered = 已答复，待确认
matters-state-verified = 已确认
matters-state-closed = 已办结
matters-state-reopened = 重新办理
matters-state-withdrawn = 已撤回

## 操作
matters-act-report = 登记
matters-act-accept = 受理
matters-act-reject = 不予受理
matters-act-merge = 并入另一件
matters-act-absorb = 接收合并
matters-act-split = 拆成两件
matters-act-mark-petition = 标为信访
matters-act-dispatch = 交办
matters-act-acknowledge = 签收
matters-act-return = 退单
matters-act-accept-return = 同意退单
matters-act-refuse-return = 不同意退单
matters-act-contact = 联系诉求人
matters-act-start = 开始办理
matters-act-ask-extension = 申请延期
matters-act-decide-extension = 审批延期
matters-act-ask-suspension = 申请挂账
matters-act-decide-suspension = 审批挂账
matters-act-resume = 恢复办理
matters-act-propose-plan = 提交工程计划
matters-act-decide-plan = 审批工程计划
matters-act-reach-milestone = 报告一步做完
matters-act-whistle = 吹哨
matters-act-answer-whistle = 报到
matters-act-judge-whistle = 评价报到结果
matters-act-answer = 答复
matters-act-call-back = 回访
matters-act-confirm = 确认结果
matters-act-close = 办结
matters-act-reopen = 重新办理
matters-act-ask-again = 办结后再问一次
matters-act-answer-again = 回答再次询问
matters-act-withdraw = 撤回
matters-act-message = 留言
matters-act-note = 内部备注
matters-act-add-photos = 补充照片
matters-act-chase = 催一催
matters-act-join = 我也遇到了
matters-act-remind = 自动提醒
matters-act-supervise = 督办
matters-act-hand-over = 交接
matters-act-correct = 更正
matters-act-exclude-from-rates = 申请剔除
matters-act-decide-exclusion = 审批剔除
matters-act-release-summary = 公开摘要
matters-act-release-photos = 公开照片
matters-act-give-consent = 登记单独同意
matters-act-withdraw-consent = 撤回单独同意
matters-act-forget = 去除个人信息

## 来源、种类、紧急程度
matters-source-visit = 走访
matters-source-web = 网上
matters-source-counter = 窗口
matters-source-phone = 电话
matters-source-hotline = 12345热线
matters-source-grid = 网格
matters-source-meeting = 会议
matters-source-petition = 信访
matters-source-media = 媒体
matters-kind-enquiry = 咨询
matters-kind-help = 求助
matters-kind-complaint = 投诉
matters-kind-report = 举报
matters-kind-suggestion = 建议
matters-kind-praise = 表扬
matters-nature-asset = 部件
matters-nature-event = 事件
matters-nature-other = 其他
matters-urgency-normal = 一般
matters-urgency-urgent = 紧急
matters-urgency-emergency = 特急
matters-channel-link = 回音页
matters-channel-phone = 电话
matters-channel-door = 上门
matters-channel-counter = 窗口
matters-channel-message = 短信

## 类别标记、层级、单位
matters-flag-hand-to-110-first = 先打110
matters-flag-hand-to-119-first = 先打119
matters-flag-hand-over = 移交
matters-flag-cordon-first = 先围挡
matters-flag-needs-owner-vote = 须业主表决
matters-flag-may-need-owner-vote = 可能须业主表决
matters-flag-may-need-fund = 可能动用维修资金
matters-flag-project = 工程类
matters-flag-joint-conference = 联席会议
matters-flag-mediation = 调解
matters-flag-sensitive-pi = 涉敏感个人信息
matters-flag-minor-pi = 涉未成年人信息
matters-flag-restricted = 限制知悉
matters-flag-enquiry = 咨询类
matters-flag-community-can-lead = 社区可主办
matters-level-grid = 网格
matters-level-community = 社区
matters-level-street = 镇街
matters-level-district = 区级
matters-body-kind-residents-committee = 居民委员会
matters-body-kind-street-office = 街道办事处
matters-body-kind-department = 部门
matters-body-kind-company = 企业
matters-body-kind-other = 其他单位
matters-role-clerk = 登记员
matters-role-dispatcher = 派单员
matters-role-handler = 承办人
matters-role-caller = 回访员
matters-role-supervisor = 督办员
matters-role-leader = 分管领导
matters-part-visitor = 任何人
matters-part-reporter = 诉求人
matters-part-clerk = 登记员
matters-part-dispatcher = 派单员
matters-part-lead-handler = 主办单位
matters-part-support-handler = 协办单位
matters-part-called-handler = 被吹哨单位
matters-part-caller = 回访员
matters-part-supervisor = 督办员
matters-part-leader = 分管领导
matters-part-system = 系统

## 不予受理：告诉诉求人该去哪里
matters-reject-emergency = 这是紧急情况，请立即拨打下面的电话，我们也已转告。
matters-reject-other-statutory-channel = 这件事依法由另一个渠道办理，请到下面写明的地方提出。
matters-reject-repeated = 这件事此前已经办理，没有新的情况。下面是已有的进展或结果。
matters-reject-secret-or-private = 内容涉及国家秘密、商业秘密或他人隐私，不能在这里办理。下面说明可以怎么做。
matters-reject-market-or-social-channel = 这件事由市场或社会组织办理，我们可以帮您转达。请联系下面的单位。
matters-reject-unlawful = 这项要求违反法律或公序良俗，不能办理。如有疑问，可向下面的单位咨询。
matters-number-110 = 报警 110
matters-number-119 = 火警、救援 119
matters-number-120 = 急救 120
matters-number-122 = 交通事故 122

## 办理结果与诉求人的评价
matters-outcome-solved = 已解决
matters-outcome-partly = 部分解决
matters-outcome-explained = 已解释说明
matters-outcome-refused = 不能办理（附理由）
matters-outcome-referred = 已转到其他渠道
matters-result-solved = 解决了
matters-result-partly = 部分解决
matters-result-not-solved = 没有解决
matters-result-not-reached = 没有联系上
matters-result-unasked = 未回访
matters-rating-content = 满意
matters-rating-fairly-content = 基本满意
matters-rating-not-content = 不满意
matters-rating-very-content = 非常满意
matters-rating-very-not-content = 非常不满意
matters-rating-none = 未评价
matters-reopened-not-solved = 诉求人说没有解决
matters-reopened-reporter = 诉求人要求重办
matters-reopened-supervisor = 督办要求重办
matters-reopened-asked-again = 办结后再问，诉求人说没有解决
matters-exclusion-not-real = 经核查不属实
matters-exclusion-beyond-powers = 超出职权范围
matters-exclusion-unreasonable-demand = 诉求明显不合理
matters-exclusion-outside-cause = 不可抗力等外部原因
matters-exclusion-wrong-registration = 登记有误
matters-whistle-answer-present = 到场
matters-whistle-answer-absent = 不到场
matters-whistle-answer-substitute = 由其他单位代为到场

## 提醒
matters-step-intake-waiting = 收到后还没有人受理
matters-step-dispatch-waiting = 受理后还没有交办
matters-step-dispatch-unread = 交办后还没有签收
matters-step-return-waiting = 退单还没有人决定
matters-step-request-waiting = 延期或挂账申请还没有人决定
matters-step-contact-overdue = 还没有联系诉求人
matters-step-whistle-overdue = 吹哨后还有单位没有报到
matters-step-before-due = 快到期了
matters-step-at-due = 到期了
matters-step-overdue-one-day = 超期一天
matters-step-overdue-three-days = 超期三天
matters-step-overdue-seven-days = 超期七天
matters-step-call-back-waiting = 答复后还没有回访

## 字段
matters-field-text = 内容
matters-field-reason = 理由
matters-field-basis = 依据
matters-field-note = 说明
matters-field-category = 类别
matters-field-lead = 主办单位
matters-field-channel = 该去的渠道
matters-field-plan = 计划
matters-field-working-days = 工作日数
matters-field-days = 各步的日期
matters-field-bodies = 单位
matters-field-photos = 照片
matters-field-summary = 公开摘要
matters-field-outside-number = 外部编号
matters-field-supports = 协办单位
matters-field-whistles = 吹哨
matters-field-messages = 留言
matters-field-merged = 合并的事项
matters-field-joined = 同样遇到的人
matters-text-report = 反映的内容
matters-text-channel = 去哪里
matters-text-note = 说明
matters-text-reason = 理由
matters-text-basis = 依据
matters-text-cause = 原因
matters-text-plan = 计划
matters-text-answer = 答复
matters-text-message = 留言
matters-text-summary = 摘要

## 时间线
# $body 单位名称，$due 到期日，$day 日期，$days 工作日数，$number 编号
matters-event-reported = 收到您反映的事。
matters-event-imported = 从其他系统转来。
matters-event-accepted = 已受理，属于本区办理范围。
matters-event-rejected = 这件事不在这里办理，下面写明了该去哪里。
matters-event-merged = 有人已反映同一件事，两件合在一起办，结果会同样告诉您。
matters-event-absorbed = 合并了另一件同样的反映。
matters-event-split-off = 您提了两件事，第二件已单独立项，会单独答复。
matters-event-dispatched = 已交给{ $body }办理，{ $due }前答复。
matters-event-acknowledged = { $body }已签收。
matters-event-returned = { $body }认为不属于自己职责，提出退单。
matters-event-return-accepted = 这件事将改由其他单位办理。
matters-event-return-refused = 退单未获同意，仍由{ $body }办理。
matters-event-contacted = 承办单位联系了您。
matters-event-not-reached-by-body = 承办单位试着联系您，没有联系上。
matters-event-started = { $body }开始办理。
matters-event-extension-asked = 申请延期{ $days }个工作日。
matters-event-extension-granted = 延期{ $days }个工作日，{ $due }前答复。理由见下。
matters-event-extension-refused = 延期申请未获同意。
matters-event-suspension-asked = 申请挂账。
matters-event-suspended = 因客观原因暂时办不了，已挂账，{ $day }再看。
matters-event-suspension-refused = 挂账申请未获同意。
matters-event-resumed = 恢复办理，{ $due }前答复。
matters-event-plan-proposed = 提交工程计划：{ $days }。
matters-event-plan-agreed = 按计划分步办理：{ $days }。下一步在{ $due }前。
matters-event-plan-refused = 工程计划未获同意。
matters-event-milestone-reached = 第{ $number }步已完成（共{ $of }步）。
matters-event-whistle-called = 已吹哨，请相关单位到场。
matters-event-whistle-answered = { $body }回应了吹哨。
matters-event-whistle-judged = 评价了{ $body }的到场结果。
matters-event-answered = { $body }作出答复，请您确认是否解决。
matters-event-call-back-tried = 回访员联系您，没有联系上，会换一天再试。
matters-event-verified = 已回访。
matters-event-heard = 已记下您的回答。
matters-event-closed = 已办结。
matters-event-reopened = 重新办理，{ $due }前答复。
matters-event-asked-again = 办结三十天，再问您一次：现在还好吗？
matters-event-answered-again = 已记下您的回答。
matters-event-withdrawn = 您撤回了这件事。
matters-event-message-from-reporter = 您留言了。
matters-event-message-to-reporter = 工作人员给您留言。
matters-event-noted = 内部备注。
matters-event-photos-added = 补充了照片。
matters-event-chased = 您催了一次，已转告承办人。
matters-event-joined = 又有人遇到同样的事。
matters-event-reminded = 系统提醒。
matters-event-escalated = 已上报到上一级负责人。
matters-event-supervised = 已督办。
matters-event-handed-over = 换了人负责。
matters-event-corrected = 更正了登记信息。
matters-event-exclusion-asked = 申请不计入三率。
matters-event-exclusion-approved = 批准不计入三率。
matters-event-exclusion-refused = 不同意剔除，仍计入三率。
matters-event-summary-released = 公开了摘要。
matters-event-photos-released = 公开了照片。
matters-event-consent-given = 您单独同意了处理敏感个人信息。
matters-event-consent-withdrawn = 您撤回了单独同意。
matters-event-forgotten = 去除了个人信息。
matters-event-marked-petition = 属于信访事项，按信访程序和期限办理。

## 通知
matters-notice-received = 收到一件新反映。
matters-notice-accepted = 您反映的事已受理。
matters-notice-rejected = 您反映的事不在这里办理，请看该去哪里。
matters-notice-merged = 您反映的事与另一件合并办理，结果会同样告诉您。
matters-notice-split = 您提的两件事已分开办理。
matters-notice-dispatched = 事项已交办。
matters-notice-support-asked = 请协助办理一件事项。
matters-notice-return-filed = 有单位提出退单，请决定。
matters-notice-return-accepted = 退单已同意，将改由其他单位办理。
matters-notice-return-refused = 退单未获同意，请继续办理。
matters-notice-extension-asked = 有延期申请，请决定。
matters-notice-extension-granted = 办理期限已延长，理由见事项页。
matters-notice-extension-refused = 延期未获同意。
matters-notice-suspension-asked = 有挂账申请，请决定。
matters-notice-suspension-refused = 挂账未获同意。
matters-notice-suspended = 事项已挂账，到时再看。
matters-notice-resumed = 事项恢复办理。
matters-notice-plan-proposed = 有工程计划，请决定。
matters-notice-plan-agreed = 事项将按计划分步办理，日期见事项页。
matters-notice-plan-refused = 工程计划未获同意。
matters-notice-milestone-reached = 事项又完成了一步，详情见事项页。
matters-notice-due-changed = 答复日期有变化。
matters-notice-whistle-called = 街道吹哨，请按时报到。
matters-notice-whistle-answered = 有单位回应了吹哨。
matters-notice-whistle-judged = 您单位的到场结果已有评价。
matters-notice-answered = 已有答复，请您确认是否解决。
matters-notice-call-back-wanted = 有事项待回访。
matters-notice-not-solved = 诉求人说没有解决。
matters-notice-closed = 事项已办结。
matters-notice-reopened = 事项重新办理。
matters-notice-asked-again = 办结三十天，请告诉我们现在还好吗。
matters-notice-withdrawn = 诉求人撤回了事项。
matters-notice-message-from-reporter = 诉求人留言了。
matters-notice-message-to-reporter = 您有一条新留言。
matters-notice-photos-added = 诉求人补充了照片。
matters-notice-chased = 诉求人催办。
matters-notice-reminder = 有事项需要您看一看。
matters-notice-escalated = 有事项上报到您这一级。
matters-notice-supervised = 事项被督办，请优先办理。
matters-notice-handed-over = 一件事交接给您了，请看一看。
matters-notice-left-behind = 负责人已经离岗，请在“交接”页上换人。
matters-notice-exclusion-asked = 有剔除申请，请决定。
matters-notice-petition = 这件事属于信访事项，按信访程序办理。
matters-notice-reporter-unreached = 有一位反映人短信联系不上，请打电话告知。

## 不能这样做：原因和办法
matters-refused-wrong-state = 这件事的状态已经变了，现在不能这样做。请刷新页面，看看现在可以做什么。
matters-refused-not-allowed = 您的岗位不能做这一步。需要时请联系派单员或督办员。
matters-refused-missing = 请填写{ $field ->
    [text] 内容
    [reason] 理由
    [basis] 依据
    [note] 说明
    [category] 类别
    [lead] 主办单位
    [channel] 诉求人该去的渠道
    [plan] 计划
    [working_days] 工作日数
    [bodies] 单位
    [photos] 照片
    [summary] 公开摘要
   *[other] 必填的内容
 }。
matters-refused-too-long = { $field ->
    [text] 内容
    [reason] 理由
    [basis] 依据
    [note] 说明
    [channel] 渠道
    [plan] 计划
    [summary] 摘要
    [outside_number] 外部编号
   *[other] 文字
 }太长了，最多{ $limit }个字，请写短一些。
matters-refused-too-many = { $field ->
    [photos] 照片
    [supports] 协办单位
    [bodies] 单位
    [whistles] 吹哨
    [messages] 留言
    [merged] 合并的事项
    [joined] 同样遇到的人
   *[other] 这一项
 }已到上限{ $limit }，不能再加。
matters-refused-unknown-category = 没有这个类别，请从列表里选。
matters-refused-unknown-body = 没有这个单位，请从列表里选。
matters-refused-community-may-not-lead = 这类事项不是社区的职责，社区不能主办，只能协办。请选街道或部门主办。
matters-refused-below-lowest-level = 这类事项最低由{ $level ->
    [community] 社区
    [street] 镇街
    [district] 区级
   *[other] 上一级
 }承担，不能再往下派。
matters-refused-lead-also-supports = 主办单位不能同时是协办单位，请去掉一个。
matters-refused-emergency-number-missing = 紧急情况请选择要拨打的电话：110、119、120或122。
matters-refused-merge-into-itself = 不能把一件事并入它自己，请选另一件。
matters-refused-merge-target-unfit = 不能并入选中的事项：它已结束、已并入别处，或保密程度不同。请选另一件。
matters-refused-petition-own-channel = 信访事项有自己的法定程序和期限，不在这里流转。
matters-refused-return-too-late = 退单期限已过。确有必要时，请督办员写明理由后办理。
matters-refused-return-limit-reached = 已退单三次，由上一级决定主办单位。
matters-refused-already-pending = 已有一份申请等待决定，请等结果。
matters-refused-nothing-pending = 现在没有待决定的申请。
matters-refused-decided-by-asker = 申请人不能自己审批，请由上级决定。
matters-refused-extension-after-due = 已经到期，不能再申请延期。请尽快答复诉求人。
matters-refused-extension-used = 已经延期过一次，不能再延。
matters-refused-extension-too-long = 最多可延{ $limit }个工作日。
matters-refused-extension-not-offered = 这里不能延期。
matters-refused-not-a-project = 只有设计、施工类事项才按计划分步办理。
matters-refused-plan-unordered = 各步的日期要从明天起，一步比一步晚。
matters-refused-plan-too-far = 最后一步不能晚于{ $limit }天之后。
matters-refused-plan-gap-too-long = 两步之间不能超过{ $limit }天，请在中间加一步，让诉求人知道进展。
matters-refused-plan-in-force = 已按计划分步办理，不再延期；需要改日期时，请重新提交计划。
matters-refused-no-milestone-left = 计划里没有未完成的步骤了。
matters-refused-steps-left = 工程计划还有{ $left }步没有做完，请先逐步报告完成，再作“办好”或“部分办好”的答复；计划有变的，请重新提交计划。
matters-refused-rating-not-offered = 这里不用这个评价等级，请刷新页面重新选择。
matters-refused-review-too-far = 复查日期最远在{ $limit }天以内。
matters-refused-review-not-ahead = 复查日期要在今天以后。
matters-refused-review-not-yet = 还没有到复查日期。
matters-refused-whistle-needs-bodies = 吹哨至少要叫两个单位；只需一个单位时，请直接交办。
matters-refused-whistle-unknown = 没有这次吹哨，请刷新页面。
matters-refused-whistle-not-called = 这次吹哨没有叫这个单位。
matters-refused-whistle-answered = 您单位已经回应过了。
matters-refused-whistle-substitute-again = 您单位本来就是代为到场的，不能再转给别的单位。请回答到场或不到场。
matters-refused-whistle-not-answered = 这个单位还没有回应，不能评价。
matters-refused-handler-may-not-call = 办理过这件事的人不能回访，请由别人来问。
matters-refused-result-unfit = 这个结果不能在这里选，请重新选择。
matters-refused-tried-today = 今天已经试过一次，请换一天再联系。
matters-refused-silence-too-short = 对方没有留联系方式，答复公布满{ $days }天后才能记为没有联系上。
matters-refused-reopen-too-late = 办结已超过三十天。请重新反映，我们会连同以前的经过一起看。
matters-refused-ask-again-too-early = 办结满三十天后才再问一次。
matters-refused-already-done = 这一步已经做过了。
matters-refused-not-asked = 还没有问过这个问题。
matters-refused-chase-too-soon = { $hours }小时内只能催一次。您的催办已转告承办人。
matters-refused-chase-limit = 已经催了{ $limit }次。请留言，或打电话给我们。
matters-refused-join-refused = 这件事不能加入。您可以自己反映。
matters-refused-others-still-ask = 还有别人也在等这件事的结果，不能撤回。您可以留言说明。
matters-refused-not-due = 还没有到提醒的时候。
matters-refused-master-not-answered = 合并到的那件事还没有答复，请等答复后再问。
matters-refused-summary-shows-personal-data = 文字里有电话、证件号等个人信息（{ $found }），请去掉后再公开。
matters-refused-restricted-stays-private = 这件事限制知悉，不能公开。
matters-refused-same-person-approves = 剔除须由另一个人批准。
matters-refused-nothing-changed = 没有改动。
matters-refused-calendar-missing = 缺少{ $year }年的节假日表，算不出期限。请先导入国务院公布的放假安排。

matters-refused-consent-needed = 这类事项涉及敏感个人信息，留了称呼或电话就要先有诉求人的单独同意。请先征得并登记单独同意，或者不留称呼和电话。
matters-refused-photos-not-checked = 公开照片之前，请先逐张看过并勾选确认：没有人脸、车牌、门牌号和证件。
matters-refused-not-public = 要先公开摘要，才能公开照片。

matters-forgotten-person = 本人要求删除的全部信息
matters-forgotten-contact = 姓名、电话和详细地址
matters-forgotten-photos = 照片
matters-forgotten-publication = 公示栏上的内容
matters-forgotten-joined = 一位点了“我也关注”的人的回音码和联系方式

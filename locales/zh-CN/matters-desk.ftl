# 工作台：收件箱、事项页、回访、清单化交办、模板、通知。操作、状态等名称在 matters-rules.ftl。

matters-desk-title = 工作台
matters-desk-nav-inbox = 收件箱
matters-desk-nav-new = 代为登记
matters-desk-nav-call = 回访
matters-desk-nav-list-dispatch = 清单化交办
matters-desk-nav-matters = 全部事项
matters-desk-nav-notices = 通知
matters-desk-nav-templates = 回复模板

## 常用词
matters-desk-day = { $month }月{ $day }日
matters-desk-day-of-year = { $year }年{ $month }月{ $day }日
matters-desk-comma = 、
matters-desk-any = 不限
matters-desk-choose = 请选择
matters-desk-none = 无
matters-desk-unknown = 不清楚
matters-desk-back = 返回
matters-desk-shut = 关闭
matters-desk-print = 打印
matters-desk-phone = 电话
matters-desk-not-left = 未留
matters-desk-erased = 已按本人要求删除
matters-desk-urgency = 紧急程度
matters-desk-scope = 范围
matters-desk-restricted = 受保护
matters-desk-internal = 内部
matters-desk-choose-one = 请选择一项。
matters-desk-choose-photos = 请先选择照片。
matters-desk-no-such-number = 没有这个编号的事项，或者您看不到它。请核对编号。
matters-desk-changed-meanwhile = 有人刚刚改过这件事，没有执行。请打开看看再决定。
matters-desk-not-yours = 这件事不在您的范围内。
matters-desk-nothing-ticked = 没有勾选任何事项。请返回，勾选后再操作。

## 状态（工作人员看到的说法）
matters-desk-state-received = 待受理
matters-desk-state-accepted = 待交办
matters-desk-state-rejected = 不予受理
matters-desk-state-merged = 已合并
matters-desk-state-dispatched = 待签收
matters-desk-state-acknowledged = 已签收
matters-desk-state-returned = 退单待定
matters-desk-state-contacted = 已联系
matters-desk-state-in-progress = 办理中
matters-desk-state-suspended = 挂账
matters-desk-state-answered = 待回访
matters-desk-state-verified = 待办结
matters-desk-state-closed = 已办结
matters-desk-state-reopened = 重新办理
matters-desk-state-withdrawn = 已撤回

## 事项大类
matters-desk-class-01 = 物业与小区管理
matters-desk-class-02 = 房屋与建筑安全
matters-desk-class-03 = 水电气热通信
matters-desk-class-04 = 道路交通与停车
matters-desk-class-05 = 市容环境卫生
matters-desk-class-06 = 噪声与环境污染
matters-desk-class-07 = 公共安全与消防
matters-desk-class-08 = 园林绿化与公共空间
matters-desk-class-09 = 民生保障与公共服务
matters-desk-class-10 = 矛盾纠纷调解
matters-desk-class-11 = 市场经营与商户
matters-desk-class-12 = 基层服务与意见建议

## 收件箱
matters-desk-queues = 待办分类
matters-desk-queue-intake = 待受理
matters-desk-queue-dispatch = 待交办
matters-desk-queue-returns = 退单待定
matters-desk-queue-work = 待办理
matters-desk-queue-support = 协办
matters-desk-queue-whistle = 待报到
matters-desk-queue-parked = 挂账
matters-desk-queue-call = 待回访
matters-desk-queue-close = 待办结
matters-desk-queue-decide = 待审批
matters-desk-queue-raised = 上报督办
matters-desk-queue-hint-intake = 新来的事项：受理、不予受理、合并或拆分。先来的在前。
matters-desk-queue-hint-dispatch = 已受理，等着交给承办单位。等得最久的在前。
matters-desk-queue-hint-returns = 承办单位认为不归自己管，等您定。期限照走，主办不变。
matters-desk-queue-hint-work = 由承办单位办理，先到期的在前。
matters-desk-queue-hint-support = 协助主办单位办理的事项。
matters-desk-queue-hint-whistle = 街道吹哨，请按时报到。
matters-desk-queue-hint-parked = 一时办不了、已挂账的事项，按复查日期排列。
matters-desk-queue-hint-call = 已答复，等着问诉求人：解决了吗？满意吗？
matters-desk-queue-hint-close = 诉求人已表态，可以办结。
matters-desk-queue-hint-decide = 延期、挂账或剔除的申请，等您审批。
matters-desk-queue-hint-raised = 超时未签收、逾期、反复退单或群众说没解决的事项，已报到您这一级。
matters-desk-no-queue = 您这个岗位不承办事项。下面是本辖区最近的事项，可以代为登记、添加备注。
matters-desk-empty = 这里都办完了
matters-desk-empty-text = 有新的事项会自动出现在这里。
matters-desk-unread = { $number } 条新通知
matters-desk-search = 搜索
matters-desk-search-hint = 编号或内容
matters-desk-search-title = 搜索事项
matters-desk-search-for = 搜索“{ $words }”
matters-desk-search-full = 结果很多，只显示最近的一部分。请再加一个词。
matters-desk-list-title = 全部事项
matters-desk-nothing = 没有找到
matters-desk-nothing-text = 换个词或放宽筛选条件再试。
matters-desk-due-today = 今天到期
matters-desk-due-three-days = 三天内到期
matters-desk-due-overdue = 已逾期
matters-desk-due-count-today = 今天到期 { $number }
matters-desk-due-count-overdue = 已逾期 { $number }
matters-desk-filter = 筛选
matters-desk-filter-clear = 清除筛选
matters-desk-filter-save = 保存这个筛选
matters-desk-filter-name = 给它起个名字
matters-desk-filter-remove = 删除筛选“{ $name }”
matters-desk-too-many-filters = 最多保存 { $most } 个筛选。请先删掉一个。
matters-desk-selected = 项已选
matters-desk-select-all = 全选
matters-desk-select = 选择 { $number }
matters-desk-joined = 另有 { $number } 人
matters-desk-export = 导出表格
matters-desk-export-csv = 导出 CSV
matters-desk-first-page = 回到第一页
matters-desk-keys = 键盘操作
matters-desk-keys-move = 下一行、上一行
matters-desk-keys-open = 打开
matters-desk-keys-select = 勾选
matters-desk-keys-search = 去搜索框
matters-desk-keys-help = 显示这张表
matters-desk-keys-switch = 使用单键操作

## 表头
matters-desk-column-number = 编号
matters-desk-column-kind = 诉求类型
matters-desk-column-category = 事项类别
matters-desk-column-tags = 标签
matters-desk-column-title = 标题
matters-desk-column-text = 主要内容
matters-desk-column-item = 事项
matters-desk-column-state = 状态
matters-desk-column-caller = 诉求人
matters-desk-column-phone = 联系电话
matters-desk-column-source = 来源
matters-desk-column-outside-number = 外部编号
matters-desk-column-received = 登记时间
matters-desk-column-due = 办理时限
matters-desk-column-district = 区
matters-desk-column-street = 街道
matters-desk-column-community = 社区
matters-desk-column-place = 地点
matters-desk-column-what-where = 类别与地点
matters-desk-column-lead = 主办单位
matters-desk-column-supports = 协办单位
matters-desk-column-handling = 办理性质
matters-desk-column-company = 涉及单位
matters-desk-column-outcome = 办理结果
matters-desk-column-reply = 答复内容
matters-desk-column-finished = 办结时间
matters-desk-column-solved = 是否解决
matters-desk-column-content = 是否满意
matters-desk-column-result = 办理结果
matters-desk-column-verification = 核实情况
matters-desk-column-remark = 备注
matters-desk-sheet-matters = 事项清单
matters-desk-sheet-dispatch = 交办清单
matters-desk-nature-lead = 主办
matters-desk-nature-lead-and-support = 主办加协办
matters-desk-nature-forwarded = 转办

## 批量
matters-desk-bulk-accept = 受理
matters-desk-bulk-accept-and-dispatch = 受理并交办
matters-desk-bulk-dispatch = 交办
matters-desk-bulk-acknowledge = 签收
matters-desk-bulk-start = 开始办理
matters-desk-bulk-close = 办结
matters-desk-bulk-supervise = 督办
matters-desk-bulk-intro = 将对 { $number } 件事项一并操作（一次最多 { $most } 件）。每件单独处理，有一件不成不影响其他。
matters-desk-bulk-these = 这些事项
matters-desk-bulk-category = 不选则用各事项自己的类别；没有类别的会列为未完成。
matters-desk-bulk-no-category = 这件事还没有类别。请选择类别，或打开单独受理。
matters-desk-bulk-all = { $number } 件全部完成。
matters-desk-bulk-some = 完成 { $done } 件，未完成 { $refused } 件。
matters-desk-bulk-refused = 未完成的，以及原因
matters-desk-bulk-done = 已完成

## 事项页
matters-desk-report = 诉求内容
matters-desk-photo = 照片 { $number }
matters-desk-acts = 可以做什么
matters-desk-no-acts = 您在这件事上没有可做的操作，可以查看经过。
matters-desk-history = 办理经过
matters-desk-facts = 基本情况
matters-desk-links = 相关事项
matters-desk-link-into = 并入
matters-desk-link-split-from = 拆自
matters-desk-link-merged = 并入本件
matters-desk-open-script = 打开回访话术
matters-desk-fact-number = 编号
matters-desk-fact-category = 类别
matters-desk-fact-kind = 类型
matters-desk-fact-source = 来源
matters-desk-fact-outside-number = 外部编号
matters-desk-fact-received = 登记时间
matters-desk-fact-area = 街道社区
matters-desk-fact-place = 地点
matters-desk-fact-lead = 主办单位
matters-desk-fact-supports = 协办单位
matters-desk-fact-contact-before = 最迟联系
matters-desk-fact-return-before = 最迟退单
matters-desk-fact-due = 办理时限
matters-desk-fact-due-step = 下一步期限
matters-desk-fact-plan = 工程计划
matters-desk-plan-done = 第 { $number } 步 { $day }做完
matters-desk-plan-open = 第 { $number } 步 计划{ $day }
matters-desk-fact-outcome = 答复结果
matters-desk-fact-verdict = 诉求人表态
matters-desk-fact-whistle = 第 { $number } 次吹哨
matters-desk-fact-joined = 同样遇到的人数
matters-desk-fact-returns = 退单次数
matters-desk-fact-reopened = 重新办理次数
matters-desk-fact-chases = 催办次数
matters-desk-fact-tries = 未接通的天数
matters-desk-fact-escalation = 已报到第几级
matters-desk-fact-excluded = 已剔除
matters-desk-fact-exclusion-asked = 申请剔除
matters-desk-fact-petition-tell = 信访告知期限
matters-desk-fact-petition-conclude = 信访办结期限
matters-desk-fact-summary = 公开摘要
matters-desk-whistle-waiting = 还没有回应
matters-desk-whistle-line = { $body }：{ $answer }
matters-desk-whistle-line-instead = { $body }（代{ $for }到场）：{ $answer }
matters-desk-whistle-call = 第 { $number } 次吹哨，{ $body }
matters-desk-conflict = 有人先您一步改了这件事
matters-desk-conflict-open = 您的“{ $act }”没有保存。请对照两边，再在下面决定要不要做；您填写的内容都还在。
matters-desk-conflict-shut = 您的“{ $act }”没有保存，而且现在已经不能这样做了。您填写的内容在左边，可以复制。
matters-desk-conflict-yours = 您看到的（第 { $version } 版）
matters-desk-conflict-now = 现在的（第 { $version } 版）
matters-desk-conflict-typed = 您填写的

## 建议
matters-desk-suggested = 建议
matters-desk-suggested-hint = 由本区以往的办理情况得出，仅供参考，由您决定。
matters-desk-suggested-category = 类别
matters-desk-suggested-body = 承办单位
matters-desk-suggested-duplicate = 可能是同一件事
matters-desk-sure = 把握 { $sure }
matters-desk-because = 依据：{ $words }

## 诉求人
matters-desk-people = 诉求人
matters-desk-people-hidden = 这件事的诉求人受保护，您看不到。
matters-desk-people-more = 还有 { $number } 人
matters-desk-person-reporter = 诉求人
matters-desk-person-joined = 同样遇到的人
matters-desk-reveal = 查看姓名和电话
matters-desk-reveal-hint = 只显示这一次。谁、何时、为什么看了哪一件，都会记录，审计人员可查。
matters-desk-reveal-reason = 为什么要看
matters-desk-reveal-note = 补充说明（选“其他”时必填）
matters-desk-reveal-now = 查看并记录
matters-desk-reveal-why = 请选择为什么要看；选“其他”时请写明。
matters-desk-reveal-contact = 要联系诉求人
matters-desk-reveal-call-back = 要回访
matters-desk-reveal-visit = 要上门
matters-desk-reveal-check-identity = 当面核对身份
matters-desk-reveal-other = 其他
matters-desk-revealed = 已记录本次查看。离开本页后恢复遮挡。

## 表单：标签（f）与提示（h）
matters-desk-f-category = 类别
matters-desk-f-kind = 类型
matters-desk-f-urgency = 紧急程度
matters-desk-f-note = 备注
matters-desk-h-note = 只有工作人员看得到。
matters-desk-f-code = 原因
matters-desk-f-number = 应急电话
matters-desk-h-number = 属于紧急情况时必选。
matters-desk-f-channel = 应找谁
matters-desk-f-reject-channel = 请诉求人去哪里、怎么办
matters-desk-h-reject-channel = 写明单位、电话或网址。诉求人会看到。
matters-desk-f-into = 并入的事项编号
matters-desk-h-into = 例如 20260509-0003。并入后两位诉求人都会收到同样的答复，并分别回访。
matters-desk-f-split-text = 第二件事的内容
matters-desk-h-split-text = 它会成为单独的一件，有自己的回音码和答复。
matters-desk-f-lead = 主办单位
matters-desk-h-lead = 首接负责：退单获准之前，主办不变。
matters-desk-f-supports = 协办单位
matters-desk-f-reason = 理由
matters-desk-f-basis = 依据（法规或职责文件）
matters-desk-h-return-reason = 交办和督办人员看得到。
matters-desk-f-override = 超期退单的说明
matters-desk-h-override = 只有超过退单期限时才需要，由督办填写。
matters-desk-f-contact-channel = 联系方式
matters-desk-f-call-back-channel = 联系方式
matters-desk-f-channel-used = 联系方式
matters-desk-f-reached = 联系上了吗
matters-desk-reached-yes = 联系上了
matters-desk-reached-no = 没联系上
matters-desk-f-outcome = 办到什么程度
matters-desk-outcome-solved = 诉求已经办成
matters-desk-outcome-partly = 办成一部分，其余说明
matters-desk-outcome-explained = 不需要或不能办，已解释清楚
matters-desk-outcome-refused = 不能办，要写理由
matters-desk-outcome-referred = 应由别处办，要写清去哪里
matters-desk-f-text = 内容
matters-desk-f-answer-text = 答复
matters-desk-h-answer-text = 诉求人会原样看到。请写明做了什么、结果怎样、还有问题找谁。
matters-desk-f-answer-reason = 不能办的理由
matters-desk-h-answer-reason = 选“不能办”时必填，诉求人会看到。
matters-desk-f-answer-channel = 应去哪里办
matters-desk-h-answer-channel = 选“转由别处”时必填，诉求人会看到。
matters-desk-h-message-text = 诉求人会收到，并可以回复。
matters-desk-h-note-text = 内部备注，任何时候都不对外。
matters-desk-f-photos = 照片
matters-desk-h-photos = 一次最多 6 张，拍摄地点等信息会自动去掉。
matters-desk-f-template = 用模板
matters-desk-template-use = 填入
matters-desk-f-working-days = 延长几个工作日
matters-desk-h-longest-extension = 最多 { $most } 个工作日，只能延一次，到期前申请。
matters-desk-h-ask-extension-reason = 先给审批人看；获准后，审批理由会告知诉求人。
matters-desk-f-granted = 决定
matters-desk-granted-yes = 同意
matters-desk-granted-no = 不同意
matters-desk-h-decide-extension-reason = 同意时，诉求人会看到这段话。
matters-desk-h-decide-suspension-reason = 同意时这段话会公开：为什么暂时办不了、打算怎么办。不要写个人信息。
matters-desk-f-cause = 为什么暂时办不了
matters-desk-f-plan = 打算怎么办
matters-desk-f-propose-plan-plan = 分几步、哪天完成
matters-desk-h-propose-plan-plan = 每行一步：先写日期，空一格，再写做什么。例如：2026-12-30 设计完成。最多 12 步。
matters-desk-plan-unreadable = 每行都要以 2026-12-30 这样的日期开头，空一格后写做什么。
matters-desk-h-decide-plan-reason = 同意时这段话会公开：分几步、各做什么。不要写个人信息。
matters-desk-f-decide-plan-reason = 对外公布的步骤，或者不同意的理由
matters-desk-h-next-milestone = 第 { $number } 步，计划在{ $day }完成。写给诉求人看：做好了什么。
matters-desk-f-review-on = 哪天复查
matters-desk-h-review-on = 最晚 90 天后。到了那天自动恢复办理。
matters-desk-f-person = 由谁负责
matters-desk-f-bodies = 请哪些单位来
matters-desk-h-bodies = 至少两个。只找一个单位时请直接交办。
matters-desk-h-whistle-reason = 为什么需要几个单位一起办。
matters-desk-f-call = 哪一次
matters-desk-f-answer = 回应
matters-desk-f-substitute = 由谁代替
matters-desk-h-substitute = 选“由其他单位代替”时必填。
matters-desk-f-fitting = 这次吹哨合适吗
matters-desk-no-word = 不评价
matters-desk-fitting-yes = 合适
matters-desk-fitting-no = 不合适
matters-desk-f-accepted = 办得怎样
matters-desk-accepted-yes = 认可
matters-desk-accepted-no = 不认可
matters-desk-f-result = 解决了吗
matters-desk-f-rating = 满意吗
matters-desk-f-approved = 决定
matters-desk-f-summary = 公开摘要
matters-desk-h-summary = 任何人都能看到。只写事情和地点大概位置，不写姓名、电话、门牌。
matters-desk-f-area = 街道、社区
matters-desk-f-place = 地点
matters-desk-h-correct-place = 不填就不变。路名、小区、楼栋；公开时只显示到小区或道路。
matters-desk-h-place = 路名、小区、楼栋。公开时只显示到小区或道路。
matters-desk-f-supervise-note = 督办要求
matters-desk-reject-emergency = 紧急情况
matters-desk-reject-other-statutory-channel = 另有法定渠道
matters-desk-reject-repeated = 重复且无新情况
matters-desk-reject-secret-or-private = 涉密或涉他人隐私
matters-desk-reject-market-or-social-channel = 应由市场或社会主体办理
matters-desk-reject-unlawful = 违法或违背公序良俗

## 每种操作的一句说明
matters-desk-act-accept = 属于这里办。定好类别，时限随类别而来。
matters-desk-act-reject = 不属于这里办。六种原因之一，并告诉诉求人该去哪里。
matters-desk-act-merge = 同一件事有人报过，合到一起办。
matters-desk-act-split = 一次说了两件事，各办各的，各有答复。
matters-desk-act-mark-petition = 属于信访，走法定程序和期限。
matters-desk-act-dispatch = 交给一个主办单位，可加协办。
matters-desk-act-acknowledge = 表示已经收到、开始负责。
matters-desk-act-return = 认为不归本单位管。期限内提出，写明理由和依据。
matters-desk-act-accept-return = 退单成立，回到待交办。
matters-desk-act-refuse-return = 退单不成立，原单位继续办，期限不变。
matters-desk-act-contact = 先和诉求人联系，记下结果。
matters-desk-act-start = 开始动手办。
matters-desk-act-ask-extension = 到期前申请一次。
matters-desk-act-decide-extension = 由上一级决定。
matters-desk-act-ask-suspension = 客观上暂时办不了：写清原因、打算和复查日期。
matters-desk-act-decide-suspension = 由上一级决定，同意后对外公示。
matters-desk-act-resume = 原因消失，继续办。
matters-desk-act-propose-plan = 设计、施工类事项：用几步的日期代替一个期限，到期前提交。
matters-desk-act-decide-plan = 由上一级决定，同意后对外公布，各步日期就是期限。
matters-desk-act-reach-milestone = 做完一步就告诉诉求人，期限转到下一步。
matters-desk-act-whistle = 需要几个单位到场一起办。
matters-desk-act-answer-whistle = 告诉街道来不来，或由谁代替。
matters-desk-act-judge-whistle = 对到场单位的办理结果作评价。
matters-desk-act-answer = 把办理结果告诉诉求人。
matters-desk-act-call-back = 由没有经手的人问诉求人。三个不同的日子没接通，记为未联系上。
matters-desk-act-close = 诉求人已表态，结束这件事。
matters-desk-act-reopen = 退回原单位再办，时限减半。
matters-desk-act-ask-again = 办结满 30 天，再问一次还好吗。
matters-desk-act-answer-again = 记下诉求人对再次询问的回答。
matters-desk-act-message = 发给诉求人。
matters-desk-act-note = 只给工作人员看。
matters-desk-act-add-photos = 现场照片等，诉求人也看得到。
matters-desk-act-supervise = 催促承办单位优先办理。
matters-desk-act-correct = 改正类别、地点等。时限会随之重算。
matters-desk-act-release-summary = 让这件事出现在公示栏上。
matters-desk-act-release-photos = 先逐张看清楚：人脸、车牌、门牌号、证件、病历，一样都不能露。勾选的公开，没勾选的不公开。
matters-desk-act-give-consent = 已经把告知书念给诉求人听或交给诉求人看，诉求人明确说同意。
matters-desk-f-public-photos = 公开哪几张
matters-desk-f-checked = 我逐张看过
matters-desk-h-checked = 照片里没有人脸、车牌、门牌号和证件。
matters-desk-checked-yes = 看过，没有
matters-desk-h-give-consent-channel = 诉求人是怎么表示同意的。
matters-desk-act-exclude-from-rates = 申请不计入三率，须另一人批准，并在通报中列出。
matters-desk-act-decide-exclusion = 由另一人决定。

## 经过（工作人员看到的说法）
matters-desk-who-system = 系统
matters-desk-who-reporter = 诉求人
matters-desk-who-visitor = 群众
matters-desk-who-gone = 其他工作人员
matters-desk-event-reported = 收到诉求，来源：{ $source }。
matters-desk-event-imported = 从其他系统转来，来源：{ $source }。
matters-desk-event-accepted = 受理，类别：{ $category }。
matters-desk-event-rejected = 不予受理：{ $reason }。
matters-desk-event-merged = 并入另一件。
matters-desk-event-absorbed = 另一件并入本件。
matters-desk-event-split-off = 拆出第二件。
matters-desk-event-dispatched = 交办给{ $body }{ $supports ->
    [0] {""}
   *[other] ，协办：{ $bodies }
 }，{ $due }前办结。
matters-desk-event-acknowledged = { $body }签收。
matters-desk-event-returned = { $body }退单（第 { $count } 次）{ $overridden ->
    [yes] ，超期，由督办提出
   *[no] {""}
 }。
matters-desk-event-return-accepted = 同意{ $body }退单。
matters-desk-event-return-refused = 不同意退单，仍由{ $body }办理。
matters-desk-event-contacted = { $reached ->
    [yes] 联系上诉求人（{ $channel }）。
   *[no] 联系诉求人未成（{ $channel }）。
 }
matters-desk-event-started = { $body }开始办理。
matters-desk-event-extension-asked = 申请延期 { $days } 个工作日。
matters-desk-event-extension-granted = 同意延期 { $days } 个工作日，{ $due }前办结。
matters-desk-event-extension-refused = 不同意延期 { $days } 个工作日。
matters-desk-event-suspension-asked = 申请挂账，{ $day }复查，{ $person }负责。
matters-desk-event-suspended = 挂账，{ $day }复查，{ $person }负责。
matters-desk-event-suspension-refused = 不同意挂账。
matters-desk-event-resumed = 恢复办理，{ $due }前办结。
matters-desk-event-plan-proposed = 提交工程计划：{ $days }。
matters-desk-event-plan-agreed = 同意工程计划：{ $days }。下一步{ $due }前完成。
matters-desk-event-plan-refused = 不同意工程计划。
matters-desk-event-milestone-reached = 完成第 { $number } 步（共 { $of } 步），{ $in_time ->
    [yes] 按期
   *[no] 超期
}。当前期限：{ $due }前。
matters-desk-event-whistle-called = 吹哨：{ $bodies }，{ $due }前回应。
matters-desk-event-whistle-answered = { $body }回应吹哨：{ $answer }{ $bodies }{ $in_time ->
    [yes] ，按时
   *[no] ，超时
 }。
matters-desk-event-whistle-judged = { $accepted ->
    [yes] 认可{ $body }的办理结果。
   *[no] 不认可{ $body }的办理结果。
 }
matters-desk-event-answered = { $body }答复：{ $outcome }，{ $in_time ->
    [yes] 按时
   *[no] 超期
 }。
matters-desk-event-call-back-tried = 回访未接通（{ $channel }，第 { $count } 天）。
matters-desk-event-verified = 回访结果：{ $result }，{ $rating }。
matters-desk-event-heard = 诉求人说：{ $result }，{ $rating }。
matters-desk-event-closed = 办结：{ $outcome }，诉求人：{ $result }。
matters-desk-event-reopened = 第 { $count } 次重新办理：{ $reason }，{ $due }前办结。
matters-desk-event-asked-again = 办结 30 天，再次询问。
matters-desk-event-answered-again = 再次询问的回答：{ $result }。
matters-desk-event-withdrawn = 诉求人撤回。
matters-desk-event-message-from-reporter = 诉求人留言。
matters-desk-event-message-to-reporter = 给诉求人留言。
matters-desk-event-noted = 内部备注。
matters-desk-event-photos-added = 补充照片 { $count } 张。
matters-desk-event-chased = 诉求人催办（第 { $count } 次）。
matters-desk-event-joined = 又有人遇到同样的事，共 { $count } 人。
matters-desk-event-reminded = 提醒：{ $step }。
matters-desk-event-escalated = 上报到第 { $level } 级。
matters-desk-event-supervised = 督办。
matters-desk-event-handed-over = 交接给{ $person }。
matters-desk-event-corrected = 更正登记内容{ $moved ->
    [yes] ，时限改为{ $due }
   *[no] {""}
 }。
matters-desk-event-exclusion-asked = 申请剔除：{ $reason }。
matters-desk-event-exclusion-approved = 同意剔除：{ $reason }。
matters-desk-event-exclusion-refused = 不同意剔除：{ $reason }。
matters-desk-event-summary-released = 公开摘要。
matters-desk-event-photos-released = { $count ->
    [0] 照片不再公开。
   *[other] 公开照片 { $count } 张。
 }
matters-desk-event-consent-given = 诉求人单独同意处理敏感个人信息（告知书第 { $version } 版，{ $channel }）。
matters-desk-event-consent-withdrawn = 诉求人撤回单独同意。
matters-desk-event-forgotten = 去除个人信息：{ $what }。
matters-desk-event-marked-petition = 标为信访{ $known ->
    [yes] ，{ $due }前办结
   *[no] {""}
 }。

## 代为登记
matters-desk-new-intro = 替居民登记。除内容以外都可以不填，登记后给居民一个回音码。
matters-desk-new-source = 从哪里来
matters-desk-new-outside = 热线工单号等，热线必填。
matters-desk-hotline-number = 热线转来的请填工单号，以便两边对上。
matters-desk-new-text = 什么事
matters-desk-new-text-hint = 什么人、什么时间、什么地方、怎么回事。两件事请分开登记。
matters-desk-new-name = 怎么称呼
matters-desk-new-contact-hint = 留了电话，承办单位才能先联系，事后才能回访。不留也可以，凭回音码查询。
matters-desk-new-consented = 诉求人已单独同意处理敏感个人信息
matters-desk-new-consented-hint = 养老、救助、残疾、医疗、入学、家庭纠纷等事项，念完告知书、对方明确同意后才勾选；不同意就不记称呼和电话。
matters-desk-new-more = 类别、紧急程度、保护
matters-desk-new-restricted = 保护诉求人
matters-desk-new-restricted-hint = 涉及家庭暴力、隐私等。只有回访和督办看得到是谁。
matters-desk-new-complained = 投诉的是哪个单位
matters-desk-new-complained-hint = 被投诉的单位看不到诉求人是谁。
matters-desk-new-open = 诉求人同意让被投诉单位知道
matters-desk-new-send = 登记
matters-desk-outside-known = 这个外部编号已经登记过：
matters-desk-new-done = 已登记
matters-desk-new-once = 回音码只在这里显示一次。请打印回音单，或请居民抄下。
matters-desk-new-before = 最迟答复
matters-desk-new-slip = 打印回音单
matters-desk-new-open-matter = 打开事项
matters-desk-new-next = 登记下一件

## 清单化交办
matters-desk-dispatch-intro = 勾选已受理的事项，逐件定主办、协办，看一遍再一次交办。一张清单最多 { $most } 件。
matters-desk-dispatch-step-choose = 选事项
matters-desk-dispatch-step-plan = 定单位
matters-desk-dispatch-step-check = 看一遍
matters-desk-dispatch-step-done = 交办
matters-desk-dispatch-none = 没有待交办的事项
matters-desk-dispatch-none-text = 受理之后的事项会出现在这里。
matters-desk-dispatch-plan = 定单位
matters-desk-dispatch-look = 看一遍
matters-desk-dispatch-change = 再改改
matters-desk-dispatch-do = 全部交办
matters-desk-dispatch-check = 共 { $number } 件，交办后时限如下
matters-desk-dispatch-helper = 协办单位 { $number }
matters-desk-dispatch-earlier = 以前的清单
matters-desk-dispatch-lines = { $number } 件
matters-desk-list-refused = 未交办：{ $why }
matters-desk-result-line = { $outcome }。{ $text }
matters-desk-verify-waiting = 待回访

## 回访
matters-desk-call-title = 回访
matters-desk-call-none = 没有要回访的了
matters-desk-call-none-text = 今天已经打过的、自己经手的不会出现在这里。
matters-desk-call-from-start = 从头再看
matters-desk-call-skip = 下一位
matters-desk-call-door = 上门回访单
matters-desk-call-say = 电话里这样说
matters-desk-call-hello = “您好，这里是{ $district }。您在{ $received }反映的事情，想听听您的意见，只占用一两分钟。”
matters-desk-call-asked = 当时反映的是
matters-desk-call-answered = { $body }在{ $at }这样答复
matters-desk-call-round = 这是第 { $round } 次办理。上次诉求人说没有解决。
matters-desk-call-solved = “这件事解决了吗？”
matters-desk-call-content = “您对这次办理满意吗？”
matters-desk-call-note = 他还说了什么
matters-desk-call-note-hint = 只有工作人员看得到。没解决的，请记下还差什么。
matters-desk-call-save = 保存，下一位
matters-desk-call-missed = 没接通
matters-desk-call-tries = 已有 { $tries } 天没接通；满 { $needed } 个不同的日子记为未联系上。
matters-desk-call-no-contact = 没有留联系方式，问题已经放在回音页上。答复三天后可以记为未联系上。
matters-desk-result-solved = 不需要再办
matters-desk-result-partly = 还差一些，但可以了
matters-desk-result-not-solved = 退回原单位再办
matters-desk-result-not-reached = 没有联系上
matters-desk-door-sign = 签字
matters-desk-door-date = 日期
matters-desk-door-place = 门牌请在查看联系方式时手写：____________

## 模板
matters-desk-templates-intro = 常用的答复和留言，在表单里一点就能填入，填入后还可以改。
matters-desk-templates-none = 还没有模板
matters-desk-templates-none-text = 在旁边写下第一个。
matters-desk-template-new = 新模板
matters-desk-template-edit = 修改
matters-desk-template-remove = 删除
matters-desk-template-purpose = 用在哪里
matters-desk-template-title = 名称
matters-desk-template-body = 内容
matters-desk-template-share = 大家都能用
matters-desk-template-share-hint = 别人能用，但只有您能改。
matters-desk-template-shared = 共用
matters-desk-template-keep = 保存
matters-desk-too-many-templates = 最多 { $most } 个模板。请先删掉一个。
matters-desk-purpose-solved = 答复：已解决
matters-desk-purpose-partly = 答复：部分解决
matters-desk-purpose-explained = 答复：已解释
matters-desk-purpose-refused = 答复：不能办
matters-desk-purpose-referred = 答复：转由别处
matters-desk-purpose-message = 留言
matters-desk-purpose-reject = 不予受理

## 通知
matters-desk-notices-none = 没有通知
matters-desk-notices-none-text = 派给您、要您决定或与您有关的事会在这里告诉您。
matters-desk-notice-new = 新
matters-desk-read-all = 全部标为已读（{ $number }）
matters-desk-read-one = 标为已读

## 做完之后的一句话
done-desk-accept = 已受理。
done-desk-reject = 已告知诉求人不予受理和去处。
done-desk-merge = 已合并。
done-desk-split = 已拆成两件。
done-desk-mark-petition = 已标为信访。
done-desk-dispatch = 已交办。
done-desk-acknowledge = 已签收。
done-desk-return = 已退单，等待决定；期限照走。
done-desk-accept-return = 已同意退单，请重新交办。
done-desk-refuse-return = 已不同意退单。
done-desk-contact = 联系情况已记录。
done-desk-start = 已开始办理。
done-desk-ask-extension = 延期申请已提交。
done-desk-decide-extension = 已决定。
done-desk-ask-suspension = 挂账申请已提交。
done-desk-decide-suspension = 已决定。
done-desk-resume = 已恢复办理。
done-desk-propose-plan = 工程计划已提交。
done-desk-decide-plan = 已决定。
done-desk-reach-milestone = 已告知诉求人，期限转到下一步。
done-desk-whistle = 已吹哨。
done-desk-answer-whistle = 已回应。
done-desk-judge-whistle = 已评价。
done-desk-answer = 已答复，接下来由别人回访。
done-desk-call-back = 回访结果已记录。
done-desk-close = 已办结。
done-desk-reopen = 已退回重新办理。
done-desk-ask-again = 已再次询问。
done-desk-answer-again = 回答已记录。
done-desk-message = 已发给诉求人。
done-desk-note = 备注已保存。
done-desk-add-photos = 照片已补充。
done-desk-supervise = 督办已发出。
done-desk-correct = 已更正。
done-desk-exclude-from-rates = 剔除申请已提交。
done-desk-decide-exclusion = 已决定。
done-desk-release-summary = 已公开。
done-desk-release-photos = 照片的公开范围已更新。
done-desk-give-consent = 单独同意已登记。
done-desk-filter-saved = 筛选已保存。
done-desk-filter-removed = 筛选已删除。
done-desk-list-dispatched = 清单已交办。
done-desk-template-kept = 模板已保存。
done-desk-template-removed = 模板已删除。
done-desk-read = 已标为已读。

matters-desk-new-tell = 本人同意用短信告知进展
matters-desk-new-tell-hint = 请先告诉对方：只发这件事的进展，随时可以停止。
matters-desk-told = 已告知反映人
matters-desk-told-sms = 短信
matters-desk-told-mail = 邮件
matters-desk-told-wecom = 企业微信
matters-desk-told-paper = 纸条
matters-desk-told-fate-waiting = 待发送
matters-desk-told-fate-held = 等到可以打扰时再发
matters-desk-told-fate-sent = 已发送
matters-desk-told-fate-refused = 联系不上，请打电话
matters-desk-told-fate-given-up = 没有送出，请打电话
matters-desk-told-fate-superseded = 由另一条代替
matters-desk-told-fate-to-hand-over = 纸条待送
matters-desk-told-fate-handed-over = 纸条已送到

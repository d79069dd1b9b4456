# 发到程序以外的话：短信、企业微信（short），邮件标题和纸条抬头（heading），邮件和纸条正文（body）。
# 不写姓名、编号和事由；网址只用来打开查看，打开它不会改变任何事。

notices-short-matter-received = 【{ $district }】您反映的事项已收到，进展可在此查看：{ $address }
notices-heading-matter-received = 您反映的事项已收到
notices-body-matter-received =
    您好！

    您反映的事项已经收到。进展、承办单位和答复时限都可以在这里查看：
    { $address }

    打开网页只是查看，不会改变任何内容。请不要把网址转给别人。

    { $district }

notices-short-matter-accepted = 【{ $district }】您反映的事项已受理，承办单位和答复时限请看：{ $address }
notices-heading-matter-accepted = 您反映的事项已受理
notices-body-matter-accepted =
    您好！

    您反映的事项已经受理。由谁承办、何时答复，请看：
    { $address }

    { $district }

notices-short-matter-rejected = 【{ $district }】您反映的事项有了处理说明，请看该找谁办：{ $address }
notices-heading-matter-rejected = 您反映的事项有了处理说明
notices-body-matter-rejected =
    您好！

    您反映的事项不在这里办理，该找谁、为什么，写在这里：
    { $address }

    { $district }

notices-short-matter-extended = 【{ $district }】您反映的事项需要更多时间，原因和新的时限请看：{ $address }
notices-heading-matter-extended = 您反映的事项需要更多时间
notices-body-matter-extended =
    您好！

    您反映的事项在原定时限内办不完。原因和新的时限写在这里：
    { $address }

    { $district }

notices-short-matter-suspended = 【{ $district }】您反映的事项暂时挂账，原因、计划和复查日期请看：{ $address }
notices-heading-matter-suspended = 您反映的事项暂时挂账
notices-body-matter-suspended =
    您好！

    您反映的事项眼下还办不了，先挂账。原因、计划和下次复查的日期写在这里：
    { $address }

    { $district }

notices-short-matter-message = 【{ $district }】承办单位就您反映的事项给您留了言，请看：{ $address }
notices-heading-matter-message = 承办单位给您留了言
notices-body-matter-message =
    您好！

    承办单位就您反映的事项给您留了言，请打开查看，也可以在那里回复：
    { $address }

    { $district }

notices-short-matter-answered = 【{ $district }】您反映的事项已有答复，请看是否解决并告诉我们：{ $address }
notices-heading-matter-answered = 您反映的事项已有答复，请您确认
notices-body-matter-answered =
    您好！

    您反映的事项已经有了答复。请打开查看，并告诉我们是否解决、是否满意：
    { $address }

    没有解决也请告诉我们，我们会接着办。

    { $district }

notices-short-matter-asked-again = 【{ $district }】您反映的事项已办结一段时间，现在还好吗？请告诉我们：{ $address }
notices-heading-matter-asked-again = 您反映的事项现在还好吗
notices-body-matter-asked-again =
    您好！

    您反映的事项已办结一段时间。现在还好吗？请告诉我们：
    { $address }

    { $district }

notices-short-visit-ask = 【{ $district }】社区近期入户走访，请选方便的时间，也可以谢绝：{ $address }
notices-heading-visit-ask = 社区走访，请选方便的时间
notices-body-visit-ask =
    您好！

    社区近期入户走访。请打开查看谁来、什么时候来，可以另选时间，也可以谢绝，不用说理由：
    { $address }

    请不要把网址转给别人。

    { $district }

notices-short-vote-opened = 【{ $district }】您小区的业主表决今天起可以投票：{ $address }
notices-heading-vote-opened = 小区业主表决开始投票
notices-body-vote-opened =
    您好！

    您小区的业主表决已经开始。表决什么、怎么投、到哪天为止，请看：
    { $address }

    不想再收到，可以在“我的房屋和小区”里关掉。

    { $district }

notices-short-vote-closing = 【{ $district }】您小区的业主表决快截止了，还没有收到您的票：{ $address }
notices-heading-vote-closing = 小区业主表决快截止
notices-body-vote-closing =
    您好！

    您小区的业主表决就要截止，还没有收到您的票。投不投、怎么投由您决定：
    { $address }

    不想再收到，可以在“我的房屋和小区”里关掉。

    { $district }

notices-short-money-published = 【{ $district }】您小区的公共收益账目公布了，收支一看就明白：{ $address }
notices-heading-money-published = 小区公共收益账目已公布
notices-body-money-published =
    您好！

    您小区的公共收益账目已经公布。钱从哪里来、用到哪里、还剩多少，请看：
    { $address }

    不想再收到，可以在“我的房屋和小区”里关掉。

    { $district }

notices-short-sign-in-code = 【{ $district }】验证码 { $code }，{ $minutes } 分钟内有效。请勿告诉任何人，工作人员不会向您索要。
notices-heading-sign-in-code = 您的验证码
notices-body-sign-in-code =
    您的验证码是：{ $code }

    { $minutes } 分钟内有效。请勿告诉任何人，工作人员不会向您索要。如果不是您本人操作，不必理会。

    { $district }

notices-short-staff-digest = 【{ $district }】您有 { $count } 条新提醒，请登录查看：{ $address }
notices-heading-staff-digest = 您有新的提醒
notices-body-staff-digest =
    您好！

    您有 { $count } 条新提醒。请登录查看：
    { $address }

    { $district }

notices-short-carrier-test = 【{ $district }】这是一条测试消息，收到说明发送通道正常。
notices-heading-carrier-test = 测试邮件
notices-body-carrier-test =
    这是一封测试邮件，收到说明发送通道正常。

    { $district }

notices-nav-telling = 告知
notices-nav-slips = 要送给居民的纸条
notices-intro = 发到程序以外的每一条消息和它的下落。这里看不到是发给谁、为哪件事发的。
notices-ways = 通道
notices-way = 通道
notices-state = 状态
notices-sent-day = 一天内送出
notices-waiting-day = 等待
notices-lost-day = 没送到
notices-on = 已配置
notices-off = 没有配置，不会发出任何内容
notices-rests = 连续失败，{ $until } 再试
notices-fates = 消息
notices-fate = 下落
notices-filter = 筛选
notices-none = 没有消息
notices-none-text = 这里列出最近发出和等待发出的消息。
notices-what = 内容
notices-made = 提出时间
notices-attempts = 次数
notices-act = 操作
notices-send-again = 再发一次
notices-channel-sms = 短信
notices-channel-mail = 邮件
notices-channel-wecom = 企业微信
notices-channel-paper = 纸条
notices-fate-all = 全部
notices-fate-waiting = 待发送
notices-fate-held = 暂缓
notices-fate-sent = 已送出
notices-fate-refused = 送不到
notices-fate-given-up = 没有送出
notices-fate-superseded = 由另一条代替
notices-fate-to-hand-over = 纸条待送
notices-fate-handed-over = 纸条已送到
notices-why-quiet = 夜里不打扰，等到早上
notices-why-enough-today = 今天已经发够了，明天再发
notices-why-outweighed = 同一件事有了更新的消息
notices-why-repeat = 一小时内说过同样的话
notices-why-withdrawn = 本人不再要短信
notices-why-too-late = 已过时效
notices-why-no-carrier = 没有配置通道
notices-why-carrier-rests = 对方连续失败，稍后再试
notices-why-no-answer-in-time = 对方没有及时回答
notices-why-not-reachable = 连不上对方
notices-why-certificate-not-trusted = 对方的证书不可信
notices-why-connection-broken = 连接中断
notices-why-address-odd = 地址写法不对
notices-why-address-lost = 地址已经清除
notices-why-nobody-found = 没有找到人
done-notices-again = 已重新排队发送。
done-notices-not-again = 这条已经不能重发。
notices-wordings = 措辞
notices-wordings-intro = 每种消息怎么说，可以改成本区的说法；不改就用程序自带的。
notices-langs = 语言
notices-own = 本区措辞
notices-wording-intro = 只改措辞。大括号里的词会换成实际内容，可用的有：
notices-short = 短信、企业微信
notices-heading = 邮件标题、纸条抬头
notices-heading-hint = 不写姓名、编号和事由。
notices-body = 邮件、纸条正文
notices-save = 保存
notices-look = 预览
notices-back = 恢复自带措辞
notices-preview = 预览
notices-parts = { $characters } 个字，按 { $parts } 条短信计（70 字以内一条，再长每 67 字一条）
notices-mail-and-slip = 邮件、纸条
notices-as-shipped = 程序自带的措辞
notices-fault-unknown = 没有 { $word } 这个词。
notices-fault-missing = 一定要有 { $word }。
notices-fault-braces = 大括号没有成对。
notices-fault-link = 不能另写网址，只能用 { "{" }address{ "}" }。
notices-fault-lines = 只能写一行。
done-notices-worded = 措辞已更新。
notices-slips-intro = 没留电话、当面反映的居民，只能靠纸条知道进展。打印后送到本人手里，再在这里记一笔。
notices-slips-none = 没有待送的纸条
notices-slips-none-text = 有居民需要纸条告知时，会出现在这里。
notices-slip-matter = 事项
notices-slip-area = 送到
notices-slip-open = 打印
notices-slip = 告知单
notices-slip-hint = 请打印后当面交给本人，不要放在别人能看到的地方。
notices-slip-who = 交给谁，看事项页面
notices-slip-gone = 这张纸条已经处理，内容已清除。
notices-slip-phone = 有疑问请打 { $phone }，或到社区窗口。
notices-slip-qr = 打开进展页面的二维码
notices-slip-scan = 扫码看进展
notices-slip-print = 打印
notices-slip-handed = 已交给本人
notices-slip-not-found = 没找到人，请打电话
done-notices-handed = 已记下。
notices-choice = 怎样提醒我
notices-choice-intro = 新的待办总在“通知”页。也可以另外发一条汇总：只说有几条，不说是什么事。
notices-choice-off = 本区没有配置邮件和企业微信，只在网页上提醒。
notices-choice-rhythm = 汇总多久发一次
notices-rhythm-off = 不发，只在网页上看
notices-rhythm-daily = 每天一次（8:30）
notices-rhythm-hourly = 每小时一次，有新的才发
notices-choice-to = 邮箱，或企业微信里的名字
notices-choice-to-hint = 用工作邮箱。加密保存，停用后删除。
notices-choice-to-odd = 请填写可以收到的地址，例如 wang@example.cn。
notices-choice-working-days = 只在工作日发
done-notices-choice = 已保存。

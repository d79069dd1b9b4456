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

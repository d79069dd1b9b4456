# 框架的话：出错时说清怎么办，以及三张说明页。

web-error-title = 没有办成
web-error-number = 编号 { $status }
web-error-home = 回首页
web-error-desk = 返回工作台
web-error-report = 反映问题
web-error-phone = 也可以打电话：{ $phone }
web-error-not-found = 没有这一页，或者您不能看。请核对地址；如果是查进度，请重新输入回音码。
web-error-method = 这个地址不能这样打开。请从页面上的按钮或链接进入。
web-error-sign-in = 请先登录。
web-error-change-password = 请先换掉初始密码或过期的密码，再继续。
web-error-second-factor = 您的岗位登录时要用动态口令，请先设置好，再继续。
web-error-bad-form = 这次提交的内容读不出来。请返回上一页，刷新后再试一次。
web-error-bad-request = 请求读不出来：请看 fields 里列出的字段，各字段的写法见 /api/v1/openapi.json。
web-error-form-expired = 这张表单已经过期，或者不是从本站打开的。请返回上一页，刷新后再提交；您写的文字一般还在。
web-error-invalid = 有几处需要改一改，请看说明。
web-error-form-reused = 这张表单之前已经用别的内容提交过了。先提交的有效，这次没有保存。如果这些也要提交，请重新打开页面再填。
web-error-conflict = 您在看的时候，别人已经先改了这件事，所以没有保存您的改动。请刷新看看新情况，再决定怎么做。
web-error-too-large = 内容太大了。照片每张不超过 12 MB，最多 6 张。
web-error-too-many = 从您这个网络来的提交太多了，请过 { $minutes } 分钟再试；着急请打电话。
web-error-disk-full = 存储空间满了，这次没有保存。请告诉工作人员，稍后再试；查看不受影响。
web-error-busy = 现在人多，没有排上。请过几秒钟再试一次。
web-error-internal = 我们这边出了问题，这次没有保存。请稍后再试，或者打电话。

web-field-required = 这一项要填。
web-field-too-long = 太长了，请不要超过 { $most } 个字。
web-field-unknown = 这个值不认识，请从列出的里面选。
web-field-twice = 这一项写了两次，请只写一次。
web-field-unreadable = 这一项的类型或写法不对。
web-field-point = 位置要有经度和纬度两个数，而且要在地球上。

web-about-title = 关于回音
web-about-one-head = 我们的承诺
web-about-one = 您提的每一件事，都有人负责、有期限、有回音，由您来确认。没有您的确认，我们不说“解决了”。
web-about-two-head = 怎么走
web-about-two = 您反映以后拿到一个回音码。街道受理、交给负责的单位，单位联系您、办理、答复；再由没有经手的人问您：解决了吗，满意吗。没解决就退回去重办。
web-about-three-head = 不做什么
web-about-three = 不给人打分排名，不记录谁看了什么，不用积分，不追踪。服务人，不盯人。
web-about-four-head = 源代码
web-about-four = 回音是开放源代码的软件，木兰宽松许可证第 2 版。任何区县都可以自己装、自己改。

web-privacy-title = 个人信息保护
web-privacy-one-head = 我们记什么
web-privacy-one = 只记办事要用的：您写的事、地点、照片，以及您愿意留下的姓名和电话。不留也可以反映。涉及敏感个人信息的，另外征得您的单独同意。
web-privacy-two-head = 谁看得到
web-privacy-two = 姓名、电话和详细地址加密保存，平时打码，您写的话没有加密，办这件事的人看得到。要看姓名、电话和门牌，得说明理由，每次都有记录，一小时看得太多会告警。被反映的单位看不到您是谁，除非您同意。
web-privacy-three-head = 留多久
web-privacy-three = 名字、电话和详细地址在办结两年后去除，照片在办结一百八十天后删除，每晚自动进行，去除前公告七天。可以设得更短，更长要写明理由。
web-privacy-four-head = 您的权利
web-privacy-four = 您可以查看、复制、更正、删除，也可以反对公开、撤回同意。凭回音码在网上提，或者到窗口办，十五个工作日内答复。
web-privacy-rights = 查看、复制、更正或删除我的信息
web-privacy-notices = 告知书全文

web-accessibility-title = 无障碍
web-accessibility-one-head = 大字版
web-accessibility-one = 每页上方都有“大字版”：字更大，按钮更大。浏览器记住您的选择，不记别的。
web-accessibility-two-head = 键盘和读屏
web-accessibility-two = 每一步都可以只用键盘完成，读屏软件能读出每个按钮和提示。地图旁边总有同样内容的列表。
web-accessibility-three-head = 没有手机
web-accessibility-three = 可以到社区窗口、打电话，或者拿一张纸质表格填写，效果一样。
web-accessibility-four-head = 遇到困难
web-accessibility-four = 哪里用着不方便，请直接反映给我们，这本身就是一件要办的事。

# 入户走访：住户自己的页面、工作证、回执。

visits-walk-day = { $month }月{ $day }日（{ $weekday }）
visits-walk-weekday-1 = 周一
visits-walk-weekday-2 = 周二
visits-walk-weekday-3 = 周三
visits-walk-weekday-4 = 周四
visits-walk-weekday-5 = 周五
visits-walk-weekday-6 = 周六
visits-walk-weekday-7 = 周日

visits-walk-find-head = 查走访
visits-walk-find-intro = 输入通知或回执上的走访码，可以看谁来、什么时候来，可以改时间，也可以不让来。走访之后，在这里看反映的事办得怎么样。
visits-walk-find-button = 查看
visits-walk-code = 走访码
visits-walk-code-hint = 字母和数字，大小写都行，横线可以不写。
visits-walk-code-wrong = 没有这个走访码。请核对一遍。
visits-walk-by-phone = 不方便上网？打 { $phone }，告诉我们走访码，一样办。

visits-walk-title = 您家的走访
visits-walk-state-planned = 我们想来看看您，听听您有什么事要办。
visits-walk-state-appointed = 时间约好了，我们按时来。
visits-walk-state-visited = 我们来过了，谢谢您。
visits-walk-state-not-met = 我们来过，没有遇到人。您可以另约时间。
visits-walk-state-declined = 这次不来。不需要理由，对您没有任何影响。
visits-walk-state-do-not-disturb = 记住了：不再上门打扰。
visits-walk-state-handed-on = 这次不上门了，会用别的方式联系。

visits-walk-when = 什么时候
visits-walk-who = 谁来
visits-walk-team = 第{ $number }组，两个人
visits-walk-badges = 开门前请先看工作证。点下面，看来的人是谁：
visits-walk-badge-look = 看工作证

visits-walk-found-head = 您反映的事
visits-walk-found-intro = 每件事一个编号。点“看回音”可以补充、催办，办完后由您说办好了没有。
visits-walk-number = 编号
visits-walk-now = 现在
visits-walk-until = 最迟哪天有回音
visits-walk-brought = 上门告知
visits-walk-echo = 看回音
visits-walk-nothing-yet = 还没有记下要办的事。走访员的手机可能还没联网，晚一点再看看；如果您没有反映事情，这里就一直是空的。

visits-walk-appoint-head = 约个时间
visits-walk-change-head = 换个时间
visits-walk-window = 时间
visits-walk-appoint = 就约这个时间
visits-walk-change = 改成这个时间
visits-walk-no-head = 不想让人来
visits-walk-no-text = 可以不让来，不用说理由，没有任何影响。
visits-walk-decline = 这次不用来
visits-walk-cancel = 取消预约，这次不用来
visits-walk-rest = 以后都不要上门
visits-walk-rest-hint = 选了以后，任何一轮走访都不会再敲您家的门。想改主意，打电话告诉我们就行。
visits-walk-keep-head = 走访码
visits-walk-keep = 请收好。凭它可以打开这一页；别给不认识的人。
visits-walk-slip = 打印回执
visits-walk-slip-title = 走访回执
visits-walk-slip-until = 最迟{ $day }有回音
visits-walk-print = 打印
visits-walk-back = 回到走访页
visits-walk-qr = 这次走访的二维码
visits-walk-scan = 扫一扫看进展

visits-walk-badge-role = 社区走访员
visits-walk-badge-title = 核对工作证
visits-walk-badge-valid = 有效，今天可以用。请对一对来的人和下面写的是不是一致。
visits-walk-badge-name = 姓名
visits-walk-badge-as = 身份
visits-walk-badge-day = 日期
visits-walk-badge-where = 走访社区
visits-walk-badge-rules = 走访总是两个人一起来。没有您同意不进门、不在屋里拍照；不要身份证、不收钱、不要密码。您可以随时不答。
visits-walk-badge-revoked = 这张工作证已经作废。
visits-walk-badge-other-day = 这张工作证今天无效，只在{ $day }有效。
visits-walk-badge-unknown = 没有这张工作证。
visits-walk-badge-beware = 请不要开门，也不要给任何东西。
visits-walk-badge-ask = 拿不准就打 { $phone } 问一问；有危险打110。
visits-walk-badge-qr = 核对工作证的二维码
visits-walk-badge-scan = 扫一扫核对

done-visit-appoint = 时间约好了。
done-visit-decline = 记下了，这次不来。
done-visit-do-not-disturb = 记下了，以后不上门。
done-visit-try-again = 这一户放回待走访里了。
done-visit-brought = 记下了：已经当面告知。
done-visit-settled = 定下来了，两份原来的记录都留着。
done-visit-forgotten = 这一户的回答、照片和电话都删掉了。
done-visit-sealed = 处理好了。
done-visit-sealed-taken = 收下了，已记下是谁交来的、是您收下的。
done-visit-badge-revoked = 工作证作废了。

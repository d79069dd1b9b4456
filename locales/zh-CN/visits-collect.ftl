# 用 ODK Collect 走访。

visits-collect-nav = ODK Collect
visits-collect-title = 用 ODK Collect 走访
visits-collect-intro = 手机上已经装有 ODK Collect 的，可以用它代替走访本：领取本组今天要走的住户，回传写下的内容。每部手机各有自己的用户名和口令，您的账号密码不要填进任何应用。
visits-collect-needs-tls = 本站没有使用 https。ODK Collect 只通过 https 发送口令，所以在这里无法登录。
visits-collect-made = 手机已添加
visits-collect-once = 口令只显示这一次，请现在就设置手机。没来得及的，在下面移除后重新添加。
visits-collect-scan = 在 ODK Collect 里选“用二维码配置”，扫这张图；或者选“手动输入项目信息”，填下面三项。
visits-collect-address = 网址
visits-collect-login = 用户名
visits-collect-secret = 口令
visits-collect-qr = ODK Collect 设置二维码
visits-collect-list = 您的手机
visits-collect-none = 还没有添加用 ODK Collect 的手机。
visits-collect-label = 手机
visits-collect-label-hint = 例如：自己的手机、7组公用手机
visits-collect-until = 有效至
visits-collect-used = 最近使用
visits-collect-never = 未用过
visits-collect-act = 操作
visits-collect-remove = 移除
visits-collect-add = 添加手机
visits-collect-full = 最多同时{ $most }部手机。请先移除不用的。
visits-collect-days = 有效{ $days }天。账号换了新密码，或在这里移除，都会提前失效。手机丢了请马上移除。
done-visits-collect-removed = 已移除，这部手机不能再登录。

visits-collect-unknown = 用户名或口令不对，或已失效。请在 /account/collect 重新添加手机。
visits-collect-not-yours = 这一户不在您的小组，或今天没有这份表单。
visits-collect-other-words = 同一编号下收到过不同的内容。没有丢失任何内容，请把手机给统筹员看一下。
visits-collect-too-large = 内容太大。请减少照片或换小一些的照片。
visits-collect-slow-down = 尝试次数太多，请稍等。
visits-collect-later = 暂时没有成功。手机里的内容还在，请稍后再发。
visits-collect-unreadable = 发来的内容无法读取。请重新领取今天的表单；您写的内容还在手机里。
visits-collect-no-stop = 没有选择住户。请打开表单选择后再发。
visits-collect-no-photo = 答卷已收到。有一张照片无法读取，没有收下。
visits-collect-taken = 已收到，谢谢。
visits-collect-taken-without = 已收到。有{ $count }张照片因对方没有同意而没有收下。

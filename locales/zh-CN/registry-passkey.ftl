# 通行密钥：登记、查看、移除，用它登录。

registry-passkey-title = 通行密钥
registry-passkey-link = 通行密钥
registry-passkey-intro = 用手机、电脑的指纹、刷脸或锁屏密码登录，不用再输登录名和密码。密钥只存在您自己的设备里，这里认得它，但拿不走它。
registry-passkey-list = 已经登记的
registry-passkey-none = 还没有登记过。现在登录用的是密码。
registry-passkey-name = 名称
registry-passkey-name-hint = 写清楚是哪台设备，比如“办公室电脑”“我的手机”。
registry-passkey-since = 登记时间
registry-passkey-used = 最近使用
registry-passkey-never = 还没有用过
registry-passkey-blocked = 已停用：可能被复制过
registry-passkey-remove = 移除
registry-passkey-remove-hint = 设备丢了，请马上移除它的密钥：您在其他地方的登录会一起退出。
registry-passkey-add = 登记一个通行密钥
registry-passkey-password-hint = 再输一次密码，确认是您本人在操作。
registry-passkey-impossible = 这个网址不能用通行密钥：浏览器只在 https 网址上（或本机的 http://localhost）提供它。请用密码登录，或请系统管理员设置好正式网址。
registry-passkey-no-script = 登记通行密钥要用到 JavaScript，您的浏览器没有打开它。密码照常能用。
registry-passkey-unable = 这个浏览器不支持通行密钥，请换一个新一些的浏览器，或者用密码。
registry-passkey-unproven = 没有成功：设备没有确认，或者超过了五分钟。请再试一次。
registry-passkey-expired = 超过五分钟了，或者在别的页面又点了一次。请再试一次。
registry-passkey-known = 这台设备已经登记过了，不用再登记。
registry-passkey-full = 最多登记 { $most } 个。请先移除用不着的。
registry-passkey-crowded = 现在同时登录的人太多，请过几分钟再试，或者用密码登录。
registry-passkey-sign-in = 用通行密钥登录
registry-passkey-sign-in-hint = 在这台设备上用指纹、刷脸或锁屏密码。
registry-passkey-sign-in-refused = 通行密钥没有登录成功：它没有在这里登记、已经移除，或者超过了五分钟。请再试一次，或者用密码登录。
registry-passkey-or = 或者

done-registry-passkey-added = 通行密钥登记好了，下次可以用它登录。
done-registry-passkey-removed = 通行密钥已经移除，其他地方的登录也退出了。

# 用外面的统一认证登录。没有设置认证服务，这些页面就不存在。

registry-outside-button = 用{ $name }登录
registry-outside-leave-title = 正在前往{ $name }
registry-outside-leave = 页面会自己打开。没有打开的话，请点下面的按钮。在那边登录后会回到这里。
registry-outside-leave-button = 前往{ $name }
registry-outside-password = 改用密码登录
registry-outside-back-title = { $name }已经回到这里
registry-outside-back = 还差一步。页面会自己往下走；没有动的话，请点“继续”。
registry-outside-back-button = 继续
registry-outside-unreachable = 统一认证现在连不上。请过一会儿再试，或者用登录名和密码登录。
registry-outside-expired = 超过五分钟了，或者换了浏览器。请重新点一次。
registry-outside-unproven = 统一认证没有确认是您本人。请再试一次，或者用登录名和密码登录。
registry-outside-stranger = 统一认证认得您，但这里还没有和它关联的账号。请用登录名和密码登录，在“我的账号”里关联；或者请安全管理员来关联。
registry-outside-taken = 没有关联上：对方已经关联了别的账号，或者这个账号已经关联了别人。请先解除原来的关联。
registry-outside-intro = 关联以后，可以用{ $name }登录。您的岗位和权限不变，密码照常能用。
registry-outside-link = 关联{ $name }
registry-outside-since = 关联时间
registry-outside-unlink = 解除关联
registry-outside-unlink-hint = 解除以后，不能再从那边登录；在其他地方的登录会一起退出。密码照常能用。

registry-ways-in = 登录方式
registry-ways-in-passkeys = { $count ->
    [0] 没有登记通行密钥。
   *[other] 登记了 { $count } 个通行密钥。
}
registry-ways-in-passkeys-hint = 设备丢了、本人又来不及自己移除时用。所有登录会一起退出，密码照常能用。
registry-ways-in-passkeys-remove = 移除全部通行密钥
registry-ways-in-not-linked = 还没有关联。
registry-ways-in-subject = 对方的用户标识（sub）
registry-ways-in-subject-hint = 由统一认证的管理员提供，一字不差地填在这里。不会因此多出账号或权限。

done-registry-outside-linked = 关联好了，可以从那边登录。
done-registry-outside-unlinked = 关联已经解除，其他地方的登录也退出了。
done-registry-passkeys-removed = 通行密钥已经全部移除，所有登录都退出了。

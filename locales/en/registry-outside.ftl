# Signing in with an outside provider. Where none is configured, these pages are not there.

registry-outside-button = Sign in with { $name }
registry-outside-leave-title = On the way to { $name }
registry-outside-leave = The page opens by itself; if it does not, use the button. After signing in there you come back here.
registry-outside-leave-button = Go to { $name }
registry-outside-password = Use the password instead
registry-outside-back-title = Back from { $name }
registry-outside-back = One more step. It goes on by itself; if it does not, choose “Continue”.
registry-outside-back-button = Continue
registry-outside-unreachable = The provider cannot be reached just now. Try again in a while, or sign in with login and password.
registry-outside-expired = It took more than five minutes, or was begun in another browser. Please begin again.
registry-outside-unproven = The provider did not confirm who you are. Try again, or sign in with login and password.
registry-outside-stranger = The provider knows you, but no account here is linked to it. Sign in with login and password and link it under “My account”, or ask the security administrator.
registry-outside-taken = Not linked: that person is linked to another account, or this account to another person. Remove the earlier link first.
registry-outside-intro = Once linked, you can sign in with { $name }. Your posts and rights stay as they are, and your password still works.
registry-outside-link = Link { $name }
registry-outside-since = Linked
registry-outside-unlink = Remove the link
registry-outside-unlink-hint = Nobody signs in from there any more, and sessions elsewhere end. The password still works.

registry-ways-in = Ways to sign in
registry-ways-in-passkeys = { $count ->
    [0] No passkey is enrolled.
    [one] One passkey is enrolled.
   *[other] { $count } passkeys are enrolled.
}
registry-ways-in-passkeys-hint = For a lost device whose owner cannot remove it in time. All sessions end; the password still works.
registry-ways-in-passkeys-remove = Remove all passkeys
registry-ways-in-not-linked = Not linked.
registry-ways-in-subject = The person's identifier there (sub)
registry-ways-in-subject-hint = As the provider's administrator gives it, letter by letter. It makes no account and gives no right.

done-registry-outside-linked = Linked. Signing in from there works now.
done-registry-outside-unlinked = The link is removed, and sessions elsewhere have ended.
done-registry-passkeys-removed = All passkeys are removed, and all sessions have ended.

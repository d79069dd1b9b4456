# Household visits with ODK Collect.

visits-collect-nav = ODK Collect
visits-collect-title = Visiting with ODK Collect
visits-collect-intro = Where ODK Collect is already on your phone it may take the place of the notebook: it fetches today’s stops of your team and sends what you wrote. Each phone gets a name and a secret of its own; your password does not belong in an app.
visits-collect-needs-tls = This site is not reached over https. ODK Collect sends a secret over https only, so it cannot sign in here.
visits-collect-made = The phone is added
visits-collect-once = This is shown once. Set up the phone now; who did not make it removes the phone below and adds it anew.
visits-collect-scan = In ODK Collect choose “Configure with QR code” and scan the picture, or enter these three under “Manually enter project details”.
visits-collect-address = URL
visits-collect-login = Username
visits-collect-secret = Password
visits-collect-qr = Settings for ODK Collect as a QR code
visits-collect-list = Your phones
visits-collect-none = No phone with ODK Collect has been added.
visits-collect-label = Phone
visits-collect-label-hint = For example: my own phone, team phone 7
visits-collect-until = Valid until
visits-collect-used = Last used
visits-collect-never = Never
visits-collect-act = Action
visits-collect-remove = Remove
visits-collect-add = Add a phone
visits-collect-full = At most { $most } phones at a time. Remove one that is not used any more.
visits-collect-days = Valid for { $days } days. A new password of your account ends it earlier, and so do you when you remove it here: do so at once when a phone is lost.
done-visits-collect-removed = Removed. This phone is let in no more.

visits-collect-unknown = Username or password is not right, or has ended. Make a new one at /account/collect.
visits-collect-not-yours = This stop is not one of your team’s, or there is no such form today.
visits-collect-other-words = Something else was received under the same number. Nothing was lost; please show the phone to your coordinator.
visits-collect-too-large = That is too large. Please send fewer or smaller photos.
visits-collect-slow-down = Too many tries. Please wait a while.
visits-collect-later = This did not work just now. Nothing is lost on your phone; please send it again later.
visits-collect-unreadable = What was sent cannot be read. Please fetch today’s form anew; what you wrote stays on your phone.
visits-collect-no-stop = No household was chosen. Open the form, choose it, and send again.
visits-collect-no-photo = The answers are received. One photo cannot be read and was not taken.
visits-collect-taken = Received. Thank you.
visits-collect-taken-without = Received. { $count } photos were left out, because nobody there said yes to them.

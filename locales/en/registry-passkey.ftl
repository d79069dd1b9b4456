# Passkeys: enrolling, listing, removing, and signing in with one.

registry-passkey-title = Passkeys
registry-passkey-link = Passkeys
registry-passkey-intro = Sign in with the fingerprint, face or screen lock of your phone or computer instead of a login and a password. The key stays in your own device: this site can recognise it and never take it.
registry-passkey-list = Enrolled
registry-passkey-none = None yet. You sign in with your password.
registry-passkey-name = Name
registry-passkey-name-hint = Which device it is: “office computer”, “my phone”.
registry-passkey-since = Enrolled
registry-passkey-used = Last used
registry-passkey-never = Never
registry-passkey-blocked = Stopped: somebody may have a copy
registry-passkey-remove = Remove
registry-passkey-remove-hint = Lost a device? Remove its passkey at once: your sessions everywhere else end with it.
registry-passkey-add = Enrol a passkey
registry-passkey-password-hint = Once more, so that we know it is you.
registry-passkey-impossible = Passkeys cannot be used at this address: browsers offer them over https only (or at http://localhost). Use your password, or ask the system administrator to set the public address.
registry-passkey-no-script = Enrolling a passkey needs JavaScript, which is off in this browser. Your password works as ever.
registry-passkey-unable = This browser has no passkeys. Try a newer one, or use your password.
registry-passkey-unproven = That did not work: the device did not confirm, or it took more than five minutes. Please try again.
registry-passkey-expired = It took more than five minutes, or was begun again on another page. Please try again.
registry-passkey-known = This device is enrolled already.
registry-passkey-full = { $most } passkeys at most. Remove one that you no longer use.
registry-passkey-crowded = Too many people are signing in just now. Try again in some minutes, or use your password.
registry-passkey-sign-in = Sign in with a passkey
registry-passkey-sign-in-hint = With the fingerprint, face or screen lock of this device.
registry-passkey-sign-in-refused = The passkey did not open anything: it is not enrolled here, was removed, or took more than five minutes. Try again, or use your password.
registry-passkey-or = or

done-registry-passkey-added = The passkey is enrolled. You can sign in with it from now on.
done-registry-passkey-removed = The passkey is removed, and your other sessions have ended.

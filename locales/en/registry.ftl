# Sign-in, accounts, posts, working days, system and journal.

registry-nav-account = My account
registry-nav-accounts = Accounts and posts
registry-nav-system = System
registry-nav-audit = Journal
registry-nav-calendar = Working days

registry-login = Login
registry-password = Password
registry-name = Name
registry-role = Role
registry-area = Area
registry-body = Office
registry-posts = Posts
registry-act = Action
registry-choose = Please choose
registry-list-comma = {", "}

registry-role-clerk = Intake clerk
registry-role-dispatcher = Dispatcher
registry-role-handler = Handler
registry-role-caller = Call-back
registry-role-supervisor = Supervisor
registry-role-coordinator = Visits coordinator
registry-role-visitor = Visitor
registry-role-committee = Owners’ committee secretary
registry-role-counter = Vote counter
registry-role-manager = Property company bookkeeper
registry-role-mediator = Mediator
registry-role-leader = Leader (reads, presses, decides on requests; handles nothing)
registry-role-privacy-officer = Data protection officer
registry-role-sys-admin = System administrator
registry-role-sec-admin = Security administrator
registry-role-audit-admin = Audit administrator

# Sign-in
registry-sign-in-title = Staff sign-in
registry-sign-in-intro = Residents need no account: report and follow a matter right away.
registry-sign-in-button = Sign in
registry-sign-in-refused = You are not signed in: the login, the password or the code is not right.
registry-sign-in-refused-hint = Please try again. After five wrong tries you have to wait fifteen minutes. If you have forgotten the password, ask the security administrator to print a new one.
registry-second-step-title = Enter your code
registry-second-step-intro = Open the authenticator on your phone and type the six digits it shows now.
registry-second-step-hint = No phone at hand? Type one of your recovery codes; each works once.
registry-second-step-back = Start again
registry-code = Code or recovery code
registry-demo-title = Demo accounts
registry-demo-password = The password of all of them:
registry-demo-what = What it does

# Password
registry-password-title = Change password
registry-password-forced = Please choose a password of your own before you start. A first password, one that has served its time and one that no longer meets the rules must be replaced.
registry-password-rules = At least { $least } characters; three of these four: capital letters, small letters, digits, other signs; no three characters in a row from your login.
registry-password-rules-long = At least { $least } characters, the longer the better, such as a sentence that only you know; no three letters in a row from your login. It need not be replaced.
registry-password-rules-old = Your last five passwords cannot be used again.
registry-password-old = Present password
registry-password-new = New password
registry-password-again = New password once more
registry-password-save = Change password
registry-password-others-end = You will then be signed out on your other computers and phones.
registry-password-wrong-old = The present password is wrong, please type it again. After five wrong tries you have to wait fifteen minutes.
registry-password-not-again = The two new passwords differ, please type them again.
registry-password-too-short = Too short: use at least { $least } characters.
registry-password-too-long = Too long: use at most 128 characters.
registry-password-few-classes = Use three of these four: capital letters, small letters, digits, other signs.
registry-password-holds-login = It holds three characters in a row from your login, please choose another one.
registry-password-same = This is your present password, please choose another one.
registry-password-monotonous = The same few characters again and again are easily guessed. Please choose another.
registry-password-used-before = You have used this password lately. Please choose a new one.

# My account
registry-mine-title = My account
registry-mine-posts = My posts
registry-mine-no-posts = You have no post yet and see no matters. Please ask the security administrator.
registry-sessions = Where you are signed in
registry-sessions-hint = If you do not know one of these, sign it out and change your password.
registry-session-since = Signed in
registry-session-seen = Last used
registry-session-this = This one
registry-session-end = Sign out there

# Working days
registry-calendar-title = Working days
registry-calendar-intro = Deadlines are counted in these working days: weekends and holidays do not count, weekend days worked in exchange do.
registry-calendar-next-missing = The holidays of { $year } are missing, so deadlines that reach into it cannot be counted. Please import them as soon as the State Council has published its notice.
registry-calendar-source = Basis: { $source }
registry-calendar-shipped = came with the program
registry-calendar-imported-at = imported { $at }
registry-calendar-holidays = Days off
registry-calendar-makeup = Weekend days worked
registry-calendar-import = Import a year
registry-calendar-import-hint = Write the holidays into a small file and paste or upload it. A year imported again replaces the earlier one; matters already sent out keep their due time.
registry-calendar-text = Text of the file
registry-calendar-file = Or upload the file
registry-calendar-import-button = Import
registry-calendar-example = See an example
registry-calendar-doubts = This looks unfinished. Please compare it with the notice once more:
registry-calendar-sure = I have compared it with the notice; it is right
registry-calendar-doubt-missing = { $day } is missing; it is a day off every year.
registry-calendar-doubt-few = { $count ->
    [one] Only one day off; a year has at least eleven.
   *[other] Only { $count } days off; a year has at least eleven.
}
registry-calendar-line = Line { $line }: { $what }
registry-calendar-file-empty = The file is empty: paste the text or choose a file.
registry-calendar-file-too-large = The file is too large: holidays need less than 64 KB. Is it the right file?
registry-calendar-file-syntax = This cannot be read, please compare it with the example ({ $what }).
registry-calendar-file-day = “{ $what }” is not a day. Write 2027-02-05, or 2027-02-05..2027-02-12 for several in a row.
registry-calendar-table-year = The year { $what } is out of range; use 2000 to 2100.
registry-calendar-table-other-year = { $what } lies in another year, put it into the file of that year.
registry-calendar-table-twice = { $what } is listed twice, take one out.
registry-calendar-table-both = { $what } is a day off and worked; it can be only one of them.
registry-calendar-table-weekday = { $what } is no weekend day, so it needs no exchange; please check the notice.
registry-calendar-table-many = Too many days: a year has at most 60 days off and 20 weekend days worked.
registry-calendar-table-source = Say where it comes from (source), in at most 300 characters.

# Accounts
registry-accounts-title = Accounts and posts
registry-accounts-search = Search
registry-accounts-found = { $count ->
    [one] One account
   *[other] { $count } accounts
}
registry-accounts-none = Nothing found
registry-accounts-none-hint = Try another name or login.
registry-account-new = New account
registry-account-new-intro = A slip with a first password will appear: print it or copy it and hand it to the person. Posts are added in the next step.
registry-account-create = Create account
registry-account-state = State
registry-account-is-open = Open
registry-account-is-invited = invited, no password yet
registry-account-is-closed = Closed
registry-account-is-locked = Locked for now
registry-account-locked-until = Wrong passwords, locked until { $until }
registry-account-first-password = First password not replaced yet
registry-account-no-posts = No post yet: after signing in, no matters are seen.
registry-account-more = Password and closing
registry-account-reset = Print a new password slip
registry-account-reset-hint = For somebody who has forgotten the password. The old one ends at once, and so does every session.
registry-account-close = Close account
registry-account-close-hint = Nobody can sign in with it any more; what was done with it stays.
registry-account-open = Open account again
registry-account-open-hint = The former password and the posts work again.
registry-login-hint = 3 to 40 characters: begins with a small letter; digits, dots and hyphens may follow.
registry-login-form = A login has 3 to 40 characters, begins with a small letter and holds small letters, digits, dots, hyphens and underscores only.
registry-login-taken = Somebody has this login already, please choose another one.
registry-slip-title = First password
registry-slip-once = This password is shown this once. Print it or copy it now.
registry-slip-heading = Your account
registry-slip-password = First password
registry-slip-address = Sign in at
registry-slip-text = Choose a password of your own when you sign in for the first time. Then tear up this slip.
registry-slip-print = Print
registry-slip-on = Next: add a post

# Posts
registry-area-hint = Matters in this area can be seen and worked on.
registry-body-hint = Needed for a handler; other roles leave it open.
registry-post-add = Add post
registry-post-end = End now
registry-post-period = Period
registry-post-open = today
registry-post-from = From
registry-post-until = Until (that day included)
registry-post-day = This is not a day, write 2026-05-09.
registry-post-admin-not-alone = The system, security and audit administrators watch one another: one person is only one of them and holds no other role.
registry-post-needs-body = Choose the office for which the handler works.
registry-post-no-body = An administrator works for no office, leave it open.
registry-post-unknown-role = There is no such role, please choose again.
registry-post-ends-before = The last day lies before the first one, please change it.
registry-post-again = This person has the same post in that period already.
registry-post-too-many = One person holds at most twenty posts at a time, please end some first.
registry-post-own-account = You cannot change your own posts and account; another security administrator has to do it.
registry-post-change = Change or end
registry-post-change-save = Save the days
registry-standing-in-force = In force
registry-standing-not-yet = Not yet in force
registry-standing-over = Over
registry-standing-cancelled = Never in force
registry-post-over = This post is over and stays as it was. Please add a new one where it is needed.
registry-post-past-day = Days that have passed cannot be changed. To end a post now, use “End now”.
registry-post-successor-unfit = Whoever takes over must hold such a post today: the same role and body, and an area that holds this one. Choose somebody else, or hand it back to the queue.

# Leaving, and who takes over
registry-leave-post-title = { $name }: end a post
registry-leave-account-title = { $name }: close the account
registry-leave-intro = The rights of these posts end at once, and so does every session. Who takes over what lies with this person?
registry-leave-successor = Taken over by
registry-leave-queue = Back to the body and the queue, for whoever is on duty
registry-leave-successor-hint = Only those who hold such a post today. Parked matters, unread notices, saved filters and templates go to them.
registry-leave-nobody = Nobody else holds such a post now. What is left will be listed for the supervisors under “Hand-over”.
registry-leave-back = Not now

# Invitations
registry-account-create-link = Make the account and an invitation link
registry-invite-title = Invitation
registry-invite-once = This link is shown this once. Copy or print it now, and give it to nobody but the person. It works once, within seven days.
registry-invite-link = Invitation link
registry-invite-copy = Copy the link
registry-invite-text = Open the link or scan the code, choose a password of your own, then sign in with your login and that password.
registry-slip-qr = QR code of the address
registry-invite-make = Make an invitation link
registry-invite-hint = The person chooses a new password by the link, and nobody else sees it. The old password, earlier invitations and all sessions end at once.
registry-invite-until = An invitation waits, until { $until }.
registry-invite-welcome = Welcome
registry-invite-hello = Welcome, { $name }
registry-invite-intro = Please choose a password for your account. Nobody but you will know it.
registry-invite-gone = This invitation does not work any more
registry-invite-gone-hint = An invitation works once, within seven days. Ask the security administrator for another one; if you have chosen a password already, simply sign in.

# Rules of signing in
registry-rules-title = Sign-in rules
registry-rules-intro = They can be made stricter than the usual rules of graded protection, never looser. They hold as soon as they are saved, for open sessions too.
registry-rules-most = 1 to { $most }
registry-rules-most-or-never = 1 to { $most }. Now it is 0: passwords need no replacing. That may stay, but once changed it cannot go back to 0.
registry-rules-range = Please give a whole number from 1 to { $most }.
registry-rules-idle-minutes = Minutes without use until staff are signed out
registry-rules-idle-minutes-admin = Minutes without use until administrators are signed out
registry-rules-absolute-hours = Hours after which everybody is signed out
registry-rules-password-days = Days until a password must be replaced
registry-rules-style = Passwords
registry-rules-style-rotation = Replaced regularly
registry-rules-style-rotation-hint = At least 8 characters (12 for administrators) of three kinds, with an end.
registry-rules-style-length = Long, and without an end
registry-rules-style-length-hint = At least 15 characters. Whoever has a shorter one replaces it at the next sign-in.
registry-rules-second-factor = Roles that must use sign-in codes
registry-rules-second-factor-hint = Whoever holds such a role and has none yet sets it up before anything else.
registry-rules-save = Save the rules

# System
registry-system-title = System
registry-system-backlog = Waiting to be sent
registry-system-dead = Not sent
registry-system-letters = Messages that could not be sent
registry-system-letters-hint = They were tried several times. Mend the cause that is given first, then choose “Try again”.
registry-system-no-letters = None: every message has arrived.
registry-system-topic = Message
registry-system-since = Made
registry-system-attempts = Tries
registry-system-error = Cause
registry-system-revive = Try again
registry-system-jobs = Periodic jobs
registry-system-no-jobs = No job has registered yet. Check that the program runs with its worker.
registry-system-job = Job
registry-job-db-seal = Sealing the journal
registry-job-db-rewrap-keys = Wrapping keys anew
registry-job-web-sweep-form-keys = Clearing used form keys
registry-job-registry-sweep-sessions = Clearing ended sessions
registry-job-matters-reminders = Reminders of what falls due
registry-job-matters-resume-suspended = Resuming parked matters
registry-job-matters-close-verified = Closing verified matters
registry-job-matters-ask-again = Asking once more after thirty days
registry-job-matters-mend-headlines = Renewing headlines
registry-job-matters-left-behind = Finding what leavers left
registry-job-matters-sweep-light = Clearing unused light accounts
registry-job-matters-train-suggestions = Learning suggestions anew
registry-job-privacy-remind = Reminders of data requests
registry-job-privacy-retention = Letting go of what was kept long enough
registry-job-privacy-scrub = Emptying old pages after an erasure
registry-job-statistics-fold = Folding new facts into sums
registry-job-statistics-make = Facts of an older journal
registry-job-statistics-months = Monthly figures
registry-job-notices-send = Sending notices
registry-job-notices-digests = Sending digests
registry-job-notices-sweep = Clearing old notices
registry-job-visits-days = Begin and end rounds of visits
registry-job-visits-retention = Let go of old visit answers
registry-job-visits-badges = Make badges ready
registry-job-visits-door-keys = Tell doors of before apart
registry-job-visits-pieces = Clear photos that never came whole
registry-job-compounds-retention = Register of compounds: forget by age
registry-job-compounds-terms = Remind of the end of a committee’s term
registry-job-compounds-votes = Open and close owners’ votes
registry-job-compounds-tell = Order messages for owners who asked for them
registry-job-compounds-duties = Tell staff of duties at compounds that fall due
registry-job-compounds-table = Arrange three-party meetings and follow decisions
registry-job-compounds-mediation = Remind of the thirty days of confirmation
registry-job-compounds-mediation-retention = Let go of old mediation records
registry-job-app-backup = Backup
registry-system-last = Last done
registry-system-next = Next
registry-system-never = not yet
registry-system-failures = { $count ->
    [one] Failed once
   *[other] Failed { $count } times in a row
}
registry-system-late = Late
registry-system-fine = Fine
registry-system-backups = Backups
registry-system-backups-hint = Backups and trials are made on the server: huiyin backup now, huiyin backup drill.
registry-system-backup-what = What
registry-system-backup-file = File
registry-system-backup = Last backup
registry-system-backup-never = Never done
registry-system-backup-old = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
registry-system-backup-locked = Locked
registry-system-backup-open = Not locked
registry-system-backup-offsite = A copy is off-site
registry-system-backup-here = Only here
registry-system-backup-size = { $size } MiB
registry-system-drill = Last trial of restoring
registry-system-drill-failed = Did not succeed

# Journal
registry-audit-title = Journal
registry-audit-intro = Who did what and when. The journal can be read, not changed, and holds no personal data of residents.
registry-audit-none = Nothing recorded yet
registry-audit-none-hint = It fills as people sign in and work.
registry-audit-number = Number
registry-audit-at = Time
registry-audit-who = Who
registry-audit-what = What
registry-audit-subject = Subject and version
registry-audit-newest = Back to the newest
registry-audit-older = Older
registry-audit-system = System
registry-audit-resident = Resident

# Codes that change (second factor)
registry-second-factor-title = Sign-in code
registry-second-factor-intro = Beside the password you type six digits from an authenticator on your phone. Whoever learns the password still does not get in.
registry-second-factor-urge = You are an administrator: please set up a sign-in code, so that a leaked password alone opens nothing.
registry-second-factor-forced = Your post asks for a sign-in code. Set it up, and the work can begin.
registry-second-factor-on = In use
registry-second-factor-off = Not in use
registry-second-factor-since = In use since
registry-second-factor-begin = Set it up
registry-second-factor-why-password = First show that it is you.
registry-second-factor-scan = First: scan
registry-second-factor-scan-hint = Scan this code with the authenticator on your phone. Any common one will do; it needs no network.
registry-second-factor-qr = QR code for the authenticator
registry-second-factor-secret = No camera? Choose “enter by hand” in the authenticator and type these letters and digits:
registry-second-factor-confirm = Second: type what it shows now
registry-second-factor-code = The six digits of the authenticator
registry-second-factor-confirm-button = Start using it
registry-second-factor-remove = Stop using sign-in codes
registry-second-factor-remove-hint = For a new phone: stop here first, then set it up anew with that phone.
registry-second-factor-reset = Take the sign-in code away
registry-second-factor-reset-hint = Only for somebody who has lost both the phone and the recovery codes. The password alone then opens the account, and its sessions end.
registry-code-wrong = Wrong, or used before. Wait until the authenticator shows a new code. After five wrong tries you have to wait fifteen minutes.
registry-recovery = Recovery codes
registry-recovery-left = { $count ->
    [one] one left
   *[other] { $count } left
}
registry-recovery-title = Your recovery codes
registry-recovery-once = These codes are shown this once. Print them or write them down now, and keep them apart from your phone.
registry-recovery-text = When the phone is lost or the authenticator does not open, type one of these at sign-in. Each works once.
registry-recovery-renew = New recovery codes
registry-recovery-renew-hint = When few are left, or somebody may have seen them. The old ones stop working at once.
registry-recovery-on = Kept safe, back to my account

registry-session-device = Browser
registry-session-second = { " " }and code
registry-sessions-end-others = Sign out everywhere else
registry-first-password = by password
registry-first-passkey = by passkey
registry-first-provider = by single sign-on
registry-browser-wechat = WeChat
registry-browser-edge = Edge
registry-browser-opera = Opera
registry-browser-firefox = Firefox
registry-browser-chrome = Chrome or similar
registry-browser-safari = Safari
registry-browser-other = another browser
registry-system-name-harmony = HarmonyOS
registry-system-name-android = Android
registry-system-name-iphone = iPhone
registry-system-name-ipad = iPad
registry-system-name-windows = Windows
registry-system-name-mac = macOS
registry-system-name-linux = Linux
registry-system-name-other = another device

done-registry-second-factor-removed = Sign-in codes are no longer asked for.
done-registry-second-factor-reset = The sign-in code is taken away.
done-registry-sessions-ended = You are signed out everywhere else.

done-registry-signed-out = You are signed out.
done-registry-password-changed = Your password is changed.
done-registry-session-ended = The other session is signed out.
done-registry-calendar-imported = The holidays are imported and count from now on.
done-registry-post-added = The post is added.
done-registry-post-ended = The post is ended.
done-registry-account-closed = The account is closed.
done-registry-account-opened = The account is open again.
done-registry-letter-revived = It will be tried again at once.
done-registry-post-period = The days are changed.
done-registry-invite-used = Your password is set. Please sign in with it.
done-registry-rules-saved = The sign-in rules are in force.

# A district's own register, brought in as two tables
registry-register-sheet-areas = Areas
registry-register-sheet-bodies = Bodies
registry-register-fault = { $sheet }, row { $row }: { $reason }
registry-register-value = { $reason } There stands “{ $value }”.
registry-register-no-header = The first row holds no column names. Begin with the header of the template.
registry-register-column-missing = The column { $detail } is missing. Take the header from the template.
registry-register-column-unknown = The column “{ $detail }” is unknown. Correct its name or delete it.
registry-register-column-twice = The column “{ $detail }” is there twice. Delete one of them.
registry-register-row = The row cannot be read: cells too many or too few, an open quotation mark, or damaged characters. Correct it.
registry-register-code = A code has 1 to 40 letters, digits, hyphens and dots. Correct it.
registry-register-code-twice = This code stands in a row above already. Give each row a code of its own.
registry-register-area-kind = The kind is unknown. Use district, street, community, grid, compound or building.
registry-register-body-kind = The kind is unknown. Use district_office, department, street_office, residents_committee, property_company, enterprise, centre, mediation_committee or other.
registry-register-level = The level is unknown. Use district, street or community.
registry-register-name-empty = The Chinese name is missing. Fill in name_zh.
registry-register-name-too-long = The name is too long: at most 60 characters in Chinese, 120 in English. Shorten it.
registry-register-point = This is no place. Fill in both lon (-180 to 180) and lat (-90 to 90), or neither.
registry-register-phone = This is no phone number: at most 40 digits and signs. Correct it.
registry-register-alias = This spelling is too long or nothing but punctuation. Correct or delete it.
registry-register-alias-taken = Another body has this spelling already. Keep it with one of them only.
registry-register-too-many-aliases = A body has at most 100 spellings in a table. Delete some.
registry-register-parent-missing = It says not in what this area lies. Fill in parent_code.
registry-register-parent-unknown = The area of parent_code is neither in the table nor registered. Add it or correct the code.
registry-register-parent-level = An area of this kind does not lie in that one: streets lie in the district, communities in streets, grids in communities, compounds in communities or grids. Correct parent_code or kind.
registry-register-district-has-parent = The district lies in nothing here. Leave parent_code empty.
registry-register-second-district = There is one district only. Correct the kind, or use another data folder for the other district.
registry-register-area-unknown = The area of area_code is neither in the table nor registered. Add it or correct the code.
registry-register-fixed = This code is registered with another kind, level or place, which cannot be changed. Restore them, or choose a new code.
registry-register-too-many = A district has at most 100,000 areas and 20,000 bodies. Delete rows.

# The first account, made by a command
registry-first-name = A name has 1 to 40 characters. Correct it.
registry-first-no-district = No district is registered yet. Bring in the areas first: huiyin registry import --areas FILE.
registry-first-area-unknown = No area with this code is registered. Correct it, or leave it out for the whole district.
registry-first-body-unknown = No body with this code is registered. Correct it, or bring it in first.

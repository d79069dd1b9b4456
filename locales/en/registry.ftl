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
registry-role-leader = Leader (reads only)
registry-role-sys-admin = System administrator
registry-role-sec-admin = Security administrator
registry-role-audit-admin = Audit administrator

# Sign-in
registry-sign-in-title = Staff sign-in
registry-sign-in-intro = Residents need no account: report and follow a matter right away.
registry-sign-in-button = Sign in
registry-sign-in-refused = You are not signed in: the login or the password is wrong.
registry-sign-in-refused-hint = Please try again. After five wrong tries you have to wait fifteen minutes. If you have forgotten the password, ask the security administrator to print a new one.
registry-demo-title = Demo accounts
registry-demo-password = The password of all of them:
registry-demo-what = What it does

# Password
registry-password-title = Change password
registry-password-forced = Please choose a password of your own before you start to work.
registry-password-rules = At least { $least } characters; three of these four: capital letters, small letters, digits, other signs; no three characters in a row from your login.
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
registry-post-not-now = Not held now
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
registry-system-last = Last done
registry-system-next = Next
registry-system-never = not yet
registry-system-failures = { $count ->
    [one] Failed once
   *[other] Failed { $count } times in a row
}
registry-system-late = Late
registry-system-fine = Fine

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

done-registry-signed-out = You are signed out.
done-registry-password-changed = Your password is changed.
done-registry-session-ended = The other session is signed out.
done-registry-calendar-imported = The holidays are imported and count from now on.
done-registry-post-added = The post is added.
done-registry-post-ended = The post is ended.
done-registry-account-closed = The account is closed.
done-registry-account-opened = The account is open again.
done-registry-letter-revived = It will be tried again at once.

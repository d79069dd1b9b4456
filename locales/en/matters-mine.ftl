# A resident's own matters in one place: nobody needs it, a code opens its echo without.

matters-mine-title = My matters
matters-mine-intro = Prove that a phone or a mail address is yours, and see everything you have reported at once.
matters-mine-home-title = My unit
matters-mine-home-intro = First prove that the phone is yours; then you see the units on record for it and their votes.
matters-mine-home-reach-hint = The phone that is on record with the compound.
matters-mine-link = Several matters? See them in one place
matters-mine-by-code = With a code
matters-mine-reach = Phone or mail address
matters-mine-phone = Phone
matters-mine-mail = Mail address
matters-mine-reach-hint = The phone that you left when you reported.
matters-mine-mail-hint = What was reported with a phone is not shown for a mail address; add it by its echo code.
matters-mine-reach-odd = This is neither a phone nor a mail address. Please look again.
matters-mine-ask = Send the code
matters-mine-enough = { $hours ->
    [one] Enough codes were sent there for now. Try again in an hour, or ask for a slip at the counter.
   *[other] Enough codes were sent there for now. Try again in { $hours } hours, or ask for a slip at the counter.
}
matters-mine-no-carrier = Codes by short message or mail are not available here yet. Ask at the counter of your community or street: they print a slip with a code to sign in. With an echo code you can follow your matter at once.
matters-mine-by-slip = With a slip from the counter
matters-mine-by-slip-text = The counter of your community or street can print you a slip with a code to sign in.
matters-mine-slip-reach-hint = The phone or mail address that you gave at the counter.
matters-mine-slip-code = Code to sign in
matters-mine-slip-code-hint = The eight digits on the slip. They work once.
matters-mine-slip-wrong = That did not work: phone or code is wrong, or the slip has run out or was used. After five wrong tries it is worth nothing; ask for another one at the counter.
matters-mine-enter = Continue
matters-mine-kept-head = What is kept
matters-mine-kept = This phone or mail address (encrypted) and the echo codes that you add; no name and no password. After { $minutes } minutes you are signed out. If you do not come back for a year, it is deleted, and you can delete it yourself at any time.
matters-mine-not-needed = You need not do this: every echo code works on its own.
matters-mine-code-title = Enter the code
matters-mine-code-sent = A code is on its way to { $reach }. It is good for { $minutes } minutes.
matters-mine-code = Code
matters-mine-code-hint = Six digits. Nothing there? Wait a minute or two, then send it again.
matters-mine-code-again = Send it again
matters-mine-code-wrong = The code is wrong or has run out. After five wrong tries, send it again.
matters-mine-code-old = The code has run out. Please send it again.
matters-mine-whose = Matters of { $reach }. On a phone or computer that others use, sign out when you are done.
matters-mine-leave = Sign out
matters-mine-home = My unit and my compound
matters-mine-list = Reported with this phone
matters-mine-none = Nothing was found. If you left no phone or another one, add your matter below by its echo code.
matters-mine-waits = Waits for your word
matters-mine-until = word by { $day }
matters-mine-cut = Only the latest { $count } are shown. Follow earlier ones by their codes.
matters-mine-added = Added by their code
matters-mine-add-head = Add a matter by its code
matters-mine-add = Add
matters-mine-add-hint = The code on your slip. The matter is then shown here too.
matters-mine-add-wrong = There is no such echo code; please compare it with your slip. { $most } can be added at most.
matters-mine-remove = Take out
matters-mine-forget-head = No longer needed
matters-mine-forget-text = Deletes the phone or mail address and the codes kept here. Your matters go on, and their echo codes still work.
matters-mine-forget-sure = Yes, delete it
matters-mine-forget-sure-first = Please tick “Yes, delete it” first.
matters-mine-forget = Delete

matters-mine-slip-desk = Sign-in slip for a resident
matters-mine-slip-desk-nav = Resident's slip
matters-mine-slip-desk-intro = For a resident who wants to see all their matters at home and cannot receive a code.
matters-mine-slip-desk-hint = Make sure, face to face, that this phone or mail address is theirs: the slip shows the matters reported with it.
matters-mine-slip-desk-days = { $days ->
    [one] The slip is good for one day and works once. Another one replaces it.
   *[other] The slip is good for { $days } days and works once. Another one replaces it.
}
matters-mine-slip-make = Print the slip
matters-mine-slip-once = The code is shown only this once. Print it now and hand it over in person.
matters-mine-slip-until = Good until
matters-mine-slip-address = Address
matters-mine-slip-text = Open the address and enter your phone or mail address and the code. Show the code to nobody else.
matters-mine-slip-qr = QR code of the address
matters-mine-slip-scan = Scan to open
matters-mine-slip-next = Another slip

done-mine-added = Added.
done-mine-removed = Taken out.
done-mine-left = You are signed out.
done-mine-forgotten = Deleted. Nothing of yours is kept here.
matters-mine-just-after-slip = A sign-in slip for this phone was used a short while ago. To protect its owner, nothing can be withdrawn or deleted by code until { $until }. At the counter, with something that shows who you are, it is possible at once. If you asked for no slip, please tell the counter.

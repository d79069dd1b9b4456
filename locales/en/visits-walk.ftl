# Household visits: the resident's own page, badges, slips.

visits-walk-day = { $weekday } { $day }/{ $month }
visits-walk-weekday-1 = Mon
visits-walk-weekday-2 = Tue
visits-walk-weekday-3 = Wed
visits-walk-weekday-4 = Thu
visits-walk-weekday-5 = Fri
visits-walk-weekday-6 = Sat
visits-walk-weekday-7 = Sun

visits-walk-find-head = Your visit
visits-walk-find-intro = Enter the visit code from the notice or slip to see who comes and when, to change the time, or to say no. After the visit this page shows what became of what you raised.
visits-walk-find-button = Show
visits-walk-code = Visit code
visits-walk-code-hint = Letters and digits, capitals or not; the dashes may be left out.
visits-walk-code-wrong = There is no such visit code. Please check it.
visits-walk-by-phone = No internet at hand? Call { $phone }, tell us the visit code, and we do the same for you.

visits-walk-title = The visit to your home
visits-walk-state-planned = We would like to come by and hear what you need done.
visits-walk-state-appointed = The time is agreed; we come then.
visits-walk-state-visited = We came by. Thank you.
visits-walk-state-not-met = We came by and met nobody. You may pick another time.
visits-walk-state-declined = We do not come this time. No reason is needed, and nothing follows from it.
visits-walk-state-do-not-disturb = Noted: nobody will call at your door any more.
visits-walk-state-handed-on = Nobody comes to the door this time; you hear from us another way.

visits-walk-when = When
visits-walk-who = Who comes
visits-walk-team = Team { $number }, two people
visits-walk-badges = Look at the badges before you open. See here who it should be:
visits-walk-badge-look = Check badge

visits-walk-found-head = What you raised
visits-walk-found-intro = Each thing has a number. Under “See the echo” you can add to it or chase it, and in the end you say whether it is solved.
visits-walk-number = Number
visits-walk-now = Now
visits-walk-until = You hear no later than
visits-walk-brought = Told in person
visits-walk-echo = See the echo
visits-walk-nothing-yet = Nothing has been noted so far. The visitor’s phone may not have had a network yet; look again later. If you raised nothing, this stays empty.

visits-walk-appoint-head = Pick a time
visits-walk-change-head = Pick another time
visits-walk-window = Time
visits-walk-appoint = Agree on this time
visits-walk-change = Change to this time
visits-walk-no-head = Rather not
visits-walk-no-text = You may say no. No reason is needed and nothing follows from it.
visits-walk-decline = Not this time
visits-walk-cancel = Cancel; not this time
visits-walk-rest = Never call at my door
visits-walk-rest-hint = After this no round of visits knocks at your door. If you change your mind, a phone call is enough.
visits-walk-keep-head = Visit code
visits-walk-keep = Keep it. It opens this page; give it to nobody you do not know.
visits-walk-slip = Print a slip
visits-walk-slip-title = Slip of the visit
visits-walk-slip-until = you hear by { $day }
visits-walk-print = Print
visits-walk-back = Back to the visit
visits-walk-qr = QR code of this visit
visits-walk-scan = Scan to see what becomes of it

visits-walk-badge-role = Community visitor
visits-walk-badge-title = Check a badge
visits-walk-badge-valid = Valid today. Please compare whoever stands there with what is written below.
visits-walk-badge-name = Name
visits-walk-badge-as = Role
visits-walk-badge-day = Day
visits-walk-badge-where = Communities
visits-walk-badge-rules = Visitors always come in twos. They neither enter nor take photos inside without your yes; they ask for no papers, no money and no password. You may decline any question.
visits-walk-badge-revoked = This badge was revoked.
visits-walk-badge-other-day = This badge is not valid today, only on { $day }.
visits-walk-badge-unknown = There is no such badge.
visits-walk-badge-beware = Please do not open the door and hand nothing over.
visits-walk-badge-ask = If in doubt call { $phone }; in danger call 110.
visits-walk-badge-qr = QR code to check the badge
visits-walk-badge-scan = Scan to check

done-visit-appoint = The time is agreed.
done-visit-decline = Noted: nobody comes this time.
done-visit-do-not-disturb = Noted: nobody calls at this door any more.
done-visit-try-again = The door is among those to be called on again.
done-visit-brought = Noted: told in person.
done-visit-settled = Decided. Both original sheets are kept.
done-visit-forgotten = Answers, photos and phone of this door were erased.
done-visit-sealed = Done.
done-visit-sealed-taken = Taken. The record says who brought it and that you took it.
done-visit-badge-revoked = The badge was revoked.

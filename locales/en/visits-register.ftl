# The register of doors: households and shops, written down, found, imported and exported.

visits-register-nav = Doors
visits-register-title = Register of doors
visits-register-intro = Households and shops that may be called on. Names and phones are masked; to look, give a reason.
visits-register-nowhere = None of your posts has an area, so nothing stands here. Please ask the security administrator.
visits-register-new = New door
visits-register-edit = Edit
visits-register-import = Import a table
visits-register-filter = Find
visits-register-clear = Clear
visits-register-search = Compound, building or door
visits-register-all = All
visits-register-choose = Please choose
visits-register-first = First page
visits-register-xlsx = Export xlsx
visits-register-csv = Export csv
visits-register-nothing = No doors here
visits-register-nothing-text = Look for something else, write a door down, or import a table.
visits-register-not-yet = None in this part
visits-register-not-yet-text = There are many doors, and five thousand were looked at. Please go on to the next page.
visits-register-yes = Yes
visits-register-no = No
visits-register-none = Not left
visits-register-resting = Do not disturb
visits-register-inactive = Out of use
visits-register-inactive-text = This door is out of use and joins no round.
visits-register-resting-since = Not to be disturbed since { $since } (said by: { $by }). Nobody calls; only for life or safety, with a reason written down.

visits-register-kind-household = Household
visits-register-kind-merchant = Shop

visits-register-column-number = Number
visits-register-column-kind = Kind
visits-register-column-community = Community
visits-register-column-compound = Compound
visits-register-column-building = Building
visits-register-column-door = Door
visits-register-column-name = Name
visits-register-column-phone = Phone
visits-register-column-open = Usual hours
visits-register-column-minutes = Minutes of a visit
visits-register-column-resting = Do not disturb
visits-register-column-active = In use

visits-register-any-time = Any time
visits-register-point = Coordinates
visits-register-lon = Longitude (WGS-84)
visits-register-lat = Latitude (WGS-84)
visits-register-called = Last uninvited call
visits-register-people = Who is there
visits-register-revealed = Name and phone are shown once, on this page; that you looked stands in the journal.
visits-register-reveal = Show name and phone
visits-register-reveal-hint = Who looked, when and why is written down.
visits-register-reveal-reason = Why
visits-register-reveal-note = In your words
visits-register-reveal-now = Show once
visits-register-reveal-why = Please choose a reason; for “other”, say which.
visits-register-reason-appointment = To make an appointment
visits-register-reason-ask-back = To ask afterwards
visits-register-reason-check = To check the register
visits-register-reason-other = Other

visits-register-rest-title = Do not disturb
visits-register-rest-text = Where people do not want calls, note it here; no round goes there any more.
visits-register-rest = Note that nobody calls
visits-register-rest-now = Note it
visits-register-rest-back = Calls are welcome again
visits-register-rest-back-text = Only when the people there say so themselves.
visits-register-said = Who said so
visits-register-said-missing = Please choose who said so.
visits-register-said-resident = The people there
visits-register-said-visitor = A visitor heard it at the door
visits-register-said-coordinator = The coordinator, by phone

visits-register-past = Earlier visits
visits-register-past-none = Nobody has called yet.
visits-register-past-round = Round
visits-register-past-state = Outcome
visits-register-past-at = Day
visits-register-visit-planned = To be visited
visits-register-visit-appointed = Appointment made
visits-register-visit-visited = Visited
visits-register-visit-not-met = Nobody there
visits-register-visit-declined = Declined
visits-register-visit-do-not-disturb = Do not disturb
visits-register-visit-handed-on = Handed on

visits-register-out = Take out of use
visits-register-out-text = Pulled down, merged or entered by mistake: take it out of use. Its history stays.
visits-register-back = Back into use
visits-register-back-text = Back in use, it can join rounds again.

visits-register-save = Save
visits-register-known = Look at the door that is registered
visits-register-compound-hint = Where there is no compound, write street and number.
visits-register-compounds = Compounds of this community:
visits-register-door-hint = For example: 2单元15-3
visits-register-open-hint = For example: 09:00-11:30, 14:00-18:00. Nothing means any time.
visits-register-contact = Write name and phone anew
visits-register-contact-hint = Without a tick they stay as they are. Ticked and empty, they are removed.

visits-register-fault-community-missing = Please choose a community within your area.
visits-register-fault-place-missing = Please write the compound, or the building with its number.
visits-register-fault-door-missing = Please write the door, such as 2单元15-3.
visits-register-fault-too-long = This is too long; at most 60 characters.
visits-register-fault-phone-unreadable = This is no phone. Please write digits only, 7 to 15 of them.
visits-register-fault-open-unreadable = These hours cannot be read, or they overlap. Write 09:00-11:30, 14:00-18:00.
visits-register-fault-minutes-out-of-range = A visit takes between 1 and 120 minutes.
visits-register-fault-point-unreadable = These are no coordinates. Write 106.532100 and 29.584200, or nothing.
visits-register-fault-known-door = This community, compound, building and door is registered already.

done-visits-register-written = Saved.
done-visits-register-resting = Noted: nobody calls.
done-visits-register-may-call = Noted: calls are welcome again.
done-visits-register-out = Out of use; its history stays.
done-visits-register-back = Back in use.

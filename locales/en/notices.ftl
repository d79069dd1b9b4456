# What leaves the program: short messages and WeCom (short), subject of a mail and head of a slip
# (heading), text of a mail or slip (body). No name, no number, nothing of the matter itself; the
# address opens a page to read and changes nothing.

notices-short-matter-received = [{ $district }] Your matter has arrived. Follow it here: { $address }
notices-heading-matter-received = Your matter has arrived
notices-body-matter-received =
    Hello,

    your matter has arrived. Its progress, who works on it and until when they answer stand here:
    { $address }

    Opening the page only shows it and changes nothing. Please do not pass the address on.

    { $district }

notices-short-matter-accepted = [{ $district }] Your matter was accepted. Who answers, and until when: { $address }
notices-heading-matter-accepted = Your matter was accepted
notices-body-matter-accepted =
    Hello,

    your matter was accepted. Who works on it and until when they answer stands here:
    { $address }

    { $district }

notices-short-matter-rejected = [{ $district }] There is word on your matter and whom to turn to: { $address }
notices-heading-matter-rejected = There is word on your matter
notices-body-matter-rejected =
    Hello,

    your matter is not handled here. Whom to turn to, and why, stands here:
    { $address }

    { $district }

notices-short-matter-extended = [{ $district }] Your matter needs more time. The reason and the new date: { $address }
notices-heading-matter-extended = Your matter needs more time
notices-body-matter-extended =
    Hello,

    your matter cannot be done by the date you were told. The reason and the new date stand here:
    { $address }

    { $district }

notices-short-matter-suspended = [{ $district }] Your matter rests for now. The reason, the plan and the review date: { $address }
notices-heading-matter-suspended = Your matter rests for now
notices-body-matter-suspended =
    Hello,

    your matter cannot be done at present and rests. The reason, the plan and the day of the next review stand here:
    { $address }

    { $district }

notices-short-matter-message = [{ $district }] Whoever works on your matter has written to you: { $address }
notices-heading-matter-message = You have a message on your matter
notices-body-matter-message =
    Hello,

    whoever works on your matter has written to you. Read it here, and answer there if you like:
    { $address }

    { $district }

notices-short-matter-answered = [{ $district }] Your matter has an answer. Please tell us whether it is solved: { $address }
notices-heading-matter-answered = Your matter has an answer: please confirm
notices-body-matter-answered =
    Hello,

    your matter has an answer. Please read it and tell us whether it is solved and whether you are content:
    { $address }

    If it is not solved, do tell us: we go on.

    { $district }

notices-short-matter-asked-again = [{ $district }] Your matter was closed a while ago. Is it still well? Please tell us: { $address }
notices-heading-matter-asked-again = Is it still well?
notices-body-matter-asked-again =
    Hello,

    your matter was closed a while ago. Is it still well? Please tell us:
    { $address }

    { $district }

notices-short-sign-in-code = [{ $district }] Your code is { $code }, good for { $minutes } minutes. Tell it to nobody; staff never ask for it.
notices-heading-sign-in-code = Your code
notices-body-sign-in-code =
    Your code is: { $code }

    It is good for { $minutes } minutes. Tell it to nobody; staff never ask for it. If you did not ask for a code, ignore this mail.

    { $district }

notices-short-staff-digest = [{ $district }] New notices for you: { $count }. Sign in to read them: { $address }
notices-heading-staff-digest = You have new notices
notices-body-staff-digest =
    Hello,

    new notices for you: { $count }. Sign in to read them:
    { $address }

    { $district }

notices-short-carrier-test = [{ $district }] This is a test. If you read it, messages arrive.
notices-heading-carrier-test = Test mail
notices-body-carrier-test =
    This is a test. If you read it, mail arrives.

    { $district }

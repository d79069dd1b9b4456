# How far a round is, calling again, asking afterwards
visits-progress-title = Progress
visits-progress-intro = Now: { $state }. Doors are counted, not visitors, and nothing is ranked.
visits-progress-none = This round has no doors yet
visits-progress-none-hint = Once places are chosen and doors are admitted, this page shows how far it is.
visits-progress-all = All
visits-progress-elsewhere = In no compound of the register
visits-progress-communities = By community
visits-progress-compounds = By compound
visits-progress-place = Place
visits-progress-doors = Doors
visits-progress-left = Still open
visits-progress-matters = Matters raised
visits-progress-closed = Closed
visits-progress-early = Done within thirty days
visits-progress-order = In the order of the places' codes. A door that declines counts as done: it needs no reason and has no consequence.

visits-again-title = Call again
visits-again-intro = Somebody knocked at these doors and met nobody. Without an appointment nobody calls again within thirty days; the community or the phone may reach them, or the next round.
visits-again-none = No door to call on again
visits-again-none-hint = Doors where nobody was met are listed here.
visits-again-pick = Pick
visits-again-compound = Compound
visits-again-door = Door
visits-again-at = Last call
visits-again-may = May somebody call again?
visits-again-yes = Yes
visits-again-try = Call again at those picked
visits-again-done = { $done } arranged; { $refused } could not be and stay as they were.

visits-hand-to-next-round = Leave for the next round
visits-hand-to-community = Ask the community
visits-hand-to-phone = By phone instead
visits-hand-to-moved = Moved away

visits-sample-title = Ask afterwards
visits-sample-intro = Some of the doors visited are drawn by lot and asked by phone whether somebody came. It is about the round and stands beside no visitor.
visits-sample-none = No doors to ask yet
visits-sample-none-hint = Once doors have been opened, some are drawn here.
visits-sample-asked = Asked
visits-sample-phone = Phone
visits-sample-no-phone = no phone given
visits-sample-said = They say
visits-said-came = Somebody came
visits-said-never-came = Nobody came
visits-said-no-answer = No answer

visits-state-planned = To be visited
visits-state-appointed = Appointment
visits-state-visited = Visited
visits-state-not-met = Not met
visits-state-declined = Declined
visits-state-do-not-disturb = Do not disturb
visits-state-handed-on = Handed on

visits-by-hand-title = Tell by phone
visits-by-hand-intro = These people should hear before anybody calls, but the district has no way to send messages yet. Call them or let the community tell them, agree on a time if they wish, and tick them off. Their number opens on the page of the door, with a reason.
visits-by-hand-none = Nobody left to be told
visits-by-hand-none-hint = Once a round is announced, whoever cannot be sent a message is listed here.
visits-by-hand-left = { $left } left to be told; { $shown } shown here, the soonest first.
visits-by-hand-column-told = Told
visits-by-hand-column-at = Planned for
visits-by-hand-mark = Those ticked have been told
visits-by-hand-told = { $told } marked as told.

# Compounds: the register, the owner's home, the public page of an estate. The words of the rooms stand in compounds-*.ftl.

compounds-nav = Compounds
compounds-title = Compounds
compounds-intro = The compounds within your area: the register of units and owners, the owners’ votes, common income, the meeting of three sides.
compounds-none = No compound yet
compounds-none-text = No compound is registered within your area.

compounds-refused-not-allowed = This is not yours to do. Ask the colleague at the street office or in the community who keeps the register of compounds.
compounds-refused-name-missing = Please write the name.
compounds-refused-too-long = This is too long. Please write less.
compounds-refused-roll-frozen = A vote is under way here and its roll is settled, so units and owners as of the day of the roll cannot be changed now. Change them once the vote is filed; sales after the day of the roll can be entered as usual.

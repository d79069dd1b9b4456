# Words in ledgers of estates.
compounds-ledgers-vote = Vote of the owners
compounds-ledgers-election = Election of the owners’ committee
compounds-ledgers-told-money = Income and expenses
compounds-ledgers-told-meeting = Minutes of the three sides’ meeting

# 小区台账里的词。
compounds-ledgers-vote = 业主表决
compounds-ledgers-election = 业委会选举
compounds-ledgers-told-money = 收支公示
compounds-ledgers-told-meeting = 三方联席会议纪要

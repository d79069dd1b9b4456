# 事项台账里的词。
matters-ledgers-restricted = （受保护事项，内容不入台账）

visits-walk-badge-role = 社区走访员

visits-walk-badge-role = Community visitor

use huiyin_db::queries;

queries! {
    TRAINED_AT = "SELECT trained_at FROM matter_classifier WHERE purpose = $1";
    MODEL = "SELECT model FROM matter_classifier WHERE purpose = $1";
    KEEP_MODEL = "INSERT INTO matter_classifier (purpose, model, examples, accuracy_permille, macro_f1_permille, trained_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (purpose) DO UPDATE SET model = excluded.model, examples = excluded.examples,
            accuracy_permille = excluded.accuracy_permille, macro_f1_permille = excluded.macro_f1_permille,
            trained_at = excluded.trained_at";
    /// Decided matters with their report texts, the latest first.
    HISTORY = "SELECT t.body AS text, m.category AS category, COALESCE(m.lead_id, '') AS lead
        FROM matter m JOIN matter_text t ON t.matter_id = m.id AND t.version = 1 AND t.kind = 'report'
        WHERE m.category IS NOT NULL AND m.state <> 'received' AND m.state <> 'rejected'
        ORDER BY m.received_at DESC, m.id DESC LIMIT $1";
    /// Open matters of the last days within a small box around a point.
    NEAR = "SELECT m.id, m.number, m.headline, m.state, m.category, m.lon_e7, m.lat_e7, m.received_at, m.version
        FROM matter m WHERE m.received_at >= $1 AND m.received_at <= $2
            AND m.lon_e7 BETWEEN $3 AND $4 AND m.lat_e7 BETWEEN $5 AND $6
            AND m.id <> $7 AND m.state NOT IN ('rejected', 'merged', 'withdrawn')
        ORDER BY m.received_at DESC LIMIT $8";
    /// Matters of the last days in one community, whether they have a point or not, with their words.
    IN_COMMUNITY = "SELECT m.id, m.number, m.headline, m.state, m.category, m.lon_e7, m.received_at,
            m.community_id, f.compound_id, t.body AS words
        FROM matter m LEFT JOIN matter_fact f ON f.matter_id = m.id
            LEFT JOIN matter_text t ON t.matter_id = m.id AND t.version = 1 AND t.position = 0 AND t.kind = 'report'
        WHERE m.community_id = $3 AND m.received_at >= $1 AND m.received_at <= $2
            AND m.id <> $4 AND m.state NOT IN ('rejected', 'merged', 'withdrawn')
        ORDER BY m.received_at DESC, m.id DESC LIMIT $5";
    /// As [`IN_COMMUNITY`], for a matter of which no more than the street is known.
    IN_STREET = "SELECT m.id, m.number, m.headline, m.state, m.category, m.lon_e7, m.received_at,
            m.community_id, f.compound_id, t.body AS words
        FROM matter m LEFT JOIN matter_fact f ON f.matter_id = m.id
            LEFT JOIN matter_text t ON t.matter_id = m.id AND t.version = 1 AND t.position = 0 AND t.kind = 'report'
        WHERE m.street_id = $3 AND m.received_at >= $1 AND m.received_at <= $2
            AND m.id <> $4 AND m.state NOT IN ('rejected', 'merged', 'withdrawn')
        ORDER BY m.received_at DESC, m.id DESC LIMIT $5";
    REPORT_TEXT = "SELECT body FROM matter_text WHERE matter_id = $1 AND kind = 'report' ORDER BY version LIMIT 1";
    KEEP = "INSERT INTO matter_suggestion (matter_id, kind, value, confidence_permille, words, taken, created_at)
        VALUES ($1, $2, $3, $4, $5, NULL, $6) ON CONFLICT (matter_id, kind, value) DO NOTHING";
    CHOSEN = "UPDATE matter_suggestion SET taken = CASE WHEN value = $3 THEN 1 ELSE 0 END
        WHERE matter_id = $1 AND kind = $2";
    /// A matter that went its own way was none of those that it might have been.
    NOT_MERGED = "UPDATE matter_suggestion SET taken = 0
        WHERE matter_id = $1 AND kind = 'duplicate' AND taken IS NULL";
    /// The matter that another one became part of had it among its own suggestions.
    MERGED_HERE = "UPDATE matter_suggestion SET taken = 1 WHERE matter_id = $1 AND kind = 'duplicate' AND value = $2";
    /// What was first shown in a period, matter by matter, so that three suggestions of which one
    /// can be right count as one.
    RECORD = "SELECT kind, COUNT(*) AS matters, CAST(SUM(shown) AS BIGINT) AS shown,
            CAST(SUM(decided) AS BIGINT) AS decided, CAST(SUM(chosen) AS BIGINT) AS chosen
        FROM (SELECT kind, matter_id, COUNT(*) AS shown, MAX(CASE WHEN taken IS NOT NULL THEN 1 ELSE 0 END) AS decided,
                MAX(CASE WHEN taken = 1 THEN 1 ELSE 0 END) AS chosen
            FROM matter_suggestion WHERE created_at >= $1 AND created_at < $2 GROUP BY kind, matter_id) AS each_matter
        GROUP BY kind ORDER BY kind";
}

use huiyin_db::queries;

queries! {
    FIND_ACCOUNT = "SELECT id, reach_sealed, created_at FROM light_account WHERE reach_digest = $1";
    ADD_ACCOUNT = "INSERT INTO light_account (id, reach_digest, reach_sealed, created_at, used_at)
        VALUES ($1, $2, $3, $4, $4)";
    USED = "UPDATE light_account SET used_at = $2 WHERE id = $1";
    DELETE_ACCOUNT = "DELETE FROM light_account WHERE id = $1";
    DELETE_ADDED_OF = "DELETE FROM light_added WHERE account_id = $1";
    DELETE_SESSIONS_OF = "DELETE FROM light_session WHERE account_id = $1";
    DELETE_CODES_OF = "DELETE FROM light_code
        WHERE reach_digest = (SELECT reach_digest FROM light_account WHERE id = $1)";
    DELETE_SLIPS_OF = "DELETE FROM light_slip
        WHERE reach_digest = (SELECT reach_digest FROM light_account WHERE id = $1)";

    ADD_SESSION = "INSERT INTO light_session (token_digest, account_id, expires_at) VALUES ($1, $2, $3)";
    SESSION = "SELECT a.id AS id, a.reach_sealed AS reach_sealed, a.created_at AS created_at, s.expires_at AS expires_at
        FROM light_session s JOIN light_account a ON a.id = s.account_id
        WHERE s.token_digest = $1 AND s.expires_at > $2";
    END_SESSION = "DELETE FROM light_session WHERE token_digest = $1";

    ADD_CODE = "INSERT INTO light_code (browser_digest, reach_digest, reach_sealed, code_digest, tries, asked_at, expires_at)
        VALUES ($1, $2, $3, $4, 0, $5, $6)";
    SENT_SINCE = "SELECT COUNT(*) AS n FROM light_code WHERE reach_digest = $1 AND asked_at > $2";
    SHOWN_CODE = "SELECT reach_sealed FROM light_code WHERE browser_digest = $1 AND expires_at > $2";
    TRY_CODE = "UPDATE light_code SET tries = tries + 1
        WHERE browser_digest = $1 AND tries < $2 AND expires_at > $3";
    CODE = "SELECT reach_digest, reach_sealed, code_digest, tries FROM light_code WHERE browser_digest = $1";
    /// A code that was used is worth nothing any more, but still counts as sent.
    SPEND_CODE = "UPDATE light_code SET expires_at = 0 WHERE browser_digest = $1";

    PUT_SLIP = "INSERT INTO light_slip (id, reach_digest, reach_sealed, code_digest, tries, expires_at)
        VALUES ($1, $2, $3, $4, 0, $5)
        ON CONFLICT (reach_digest) DO UPDATE SET id = excluded.id, reach_sealed = excluded.reach_sealed,
            code_digest = excluded.code_digest, tries = 0, expires_at = excluded.expires_at";
    TRY_SLIP = "UPDATE light_slip SET tries = tries + 1
        WHERE reach_digest = $1 AND tries < $2 AND expires_at > $3";
    SLIP = "SELECT code_digest FROM light_slip WHERE reach_digest = $1";
    SPEND_SLIP = "DELETE FROM light_slip WHERE reach_digest = $1";

    ADD = "INSERT INTO light_added (account_id, reporter_id, added_at) VALUES ($1, $2, $3)
        ON CONFLICT (account_id, reporter_id) DO NOTHING";
    COUNT_ADDED = "SELECT COUNT(*) AS n FROM light_added WHERE account_id = $1";
    REMOVE = "DELETE FROM light_added WHERE account_id = $1 AND reporter_id = $2";
    BY_CODE = "SELECT id FROM matter_reporter WHERE code_digest = $1";
    ADDED = "SELECT r.id AS reporter_id, r.role AS role, m.id AS matter_id, m.number AS number, m.state AS state,
            m.headline AS headline, m.summary AS summary, m.received_at AS received_at, m.due_before AS due_before
        FROM light_added l JOIN matter_reporter r ON r.id = l.reporter_id JOIN matter m ON m.id = r.matter_id
        WHERE l.account_id = $1 ORDER BY m.received_at DESC, r.id LIMIT $2";
    /// What is marked as restricted is opened by its code alone: a phone may be shared at home.
    BY_PHONE = "SELECT r.id AS reporter_id, r.role AS role, m.id AS matter_id, m.number AS number, m.state AS state,
            m.headline AS headline, m.summary AS summary, m.received_at AS received_at, m.due_before AS due_before
        FROM matter_reporter r JOIN matter m ON m.id = r.matter_id
        WHERE r.phone_digest = $1 AND m.restricted = 0 ORDER BY m.received_at DESC, r.id LIMIT $2";
    SHOWN = "SELECT r.matter_id AS matter_id FROM matter_reporter r JOIN matter m ON m.id = r.matter_id
        WHERE r.id = $2 AND ((r.phone_digest = $3 AND m.restricted = 0)
            OR EXISTS (SELECT 1 FROM light_added l WHERE l.account_id = $1 AND l.reporter_id = r.id))";

    ADDED_BY = "SELECT account_id AS id FROM light_added WHERE reporter_id = $1 ORDER BY account_id LIMIT $2";
    DELETE_ADDED_REPORTER = "DELETE FROM light_added WHERE reporter_id = $1 AND account_id = $2";
    REACH = "SELECT id, reach_sealed, created_at FROM light_account WHERE id = $1";
    LEFT_UNDER_PHONE = "SELECT COUNT(*) AS n FROM matter_reporter WHERE phone_digest = $1";

    SWEEP_SESSIONS = "DELETE FROM light_session WHERE expires_at <= $1";
    SWEEP_CODES = "DELETE FROM light_code WHERE asked_at <= $1";
    SWEEP_SLIPS = "DELETE FROM light_slip WHERE expires_at <= $1";
    UNUSED = "SELECT id FROM light_account WHERE used_at <= $1 ORDER BY used_at LIMIT $2";
}

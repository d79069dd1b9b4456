use huiyin_db::queries;

queries! {
    NEXT_NUMBER = "INSERT INTO matter_counter (day, last) VALUES ($1, 1)
        ON CONFLICT (day) DO UPDATE SET last = matter_counter.last + 1 RETURNING last";
    INSERT = "INSERT INTO matter (id, number, version, model, state, source, outside_source, outside_number,
            kind, category, urgency, restricted, street_id, community_id, lead_id, headline, place_public,
            place_sealed, lon_e7, lat_e7, received_at, due_before, answered_at, closed_at, outcome, result,
            rating, escalation, joined, summary, public_at, public_lon_e7, public_lat_e7, updated_at, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
            $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)";
    UPDATE = "UPDATE matter SET version = $3, model = $4, state = $5, kind = $6, category = $7, urgency = $8,
            restricted = $9, street_id = $10, community_id = $11, lead_id = $12, due_before = $13,
            answered_at = $14, closed_at = $15, outcome = $16, result = $17, rating = $18, escalation = $19,
            joined = $20, summary = $21, public_at = $22, updated_at = $23, ended_at = $24
        WHERE id = $1 AND version = $2";
    LOAD = "SELECT id, number, version, model, headline, place_public, place_sealed, lon_e7, lat_e7, summary, public_at,
            (SELECT r.id FROM matter_reporter r WHERE r.matter_id = matter.id AND r.role = 'reporter' LIMIT 1) AS reporter_id
        FROM matter WHERE id = $1";
    LOAD_BY_NUMBER = "SELECT id, number, version, model, headline, place_public, place_sealed, lon_e7, lat_e7, summary, public_at,
            (SELECT r.id FROM matter_reporter r WHERE r.matter_id = matter.id AND r.role = 'reporter' LIMIT 1) AS reporter_id
        FROM matter WHERE number = $1";
    KNOWN_OUTSIDE = "SELECT id FROM matter WHERE outside_source = $1 AND outside_number = $2";
    PLACE = "UPDATE matter SET place_public = $2, place_sealed = $3, lon_e7 = $4, lat_e7 = $5,
        public_lon_e7 = $6, public_lat_e7 = $7 WHERE id = $1";
    HEADS = "SELECT id AS subject, version FROM matter WHERE id > $1 ORDER BY id LIMIT $2";

    CLEAR_TASKS = "DELETE FROM matter_task WHERE matter_id = $1";
    ADD_TASK = "INSERT INTO matter_task (matter_id, queue, body_id, street_id, order_at) VALUES ($1, $2, $3, $4, $5)";

    ADD_TEXT = "INSERT INTO matter_text (matter_id, version, position, kind, audience, body, salt)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TEXTS = "SELECT version, position, kind, audience, body FROM matter_text WHERE matter_id = $1
        ORDER BY version, position LIMIT $2";

    ADD_REPORTER = "INSERT INTO matter_reporter (id, matter_id, role, code_digest, code_sealed, name_sealed, phone_sealed, phone_digest, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    CORRECT_REPORTER = "UPDATE matter_reporter SET name_sealed = $2, phone_sealed = $3, phone_digest = $4 WHERE id = $1";
    BY_CODE = "SELECT id, matter_id, role FROM matter_reporter WHERE code_digest = $1";
    REPORTER_BY_CODE = "SELECT id FROM matter_reporter WHERE code_digest = $1";
    REPORTERS = "SELECT id, matter_id, role, code_sealed, name_sealed, phone_sealed FROM matter_reporter
        WHERE matter_id = $1 ORDER BY created_at, id LIMIT $2";

    ADD_PHOTO = "INSERT INTO matter_photo (id, matter_id, blob_id, by_reporter, created_at) VALUES ($1, $2, $3, $4, $5)";
    HIDE_PHOTOS = "UPDATE matter_photo SET public_at = NULL WHERE matter_id = $1";
    SHOW_PHOTO = "UPDATE matter_photo SET public_at = $3 WHERE id = $1 AND matter_id = $2";
    PUBLIC_PHOTOS = "SELECT p.id, p.blob_id FROM matter m JOIN matter_photo p ON p.matter_id = m.id
        WHERE m.number = $1 AND m.public_at IS NOT NULL AND m.restricted = 0 AND p.public_at IS NOT NULL
        ORDER BY p.created_at, p.id LIMIT $2";
    PHOTOS = "SELECT id, blob_id, by_reporter, created_at, public_at FROM matter_photo WHERE matter_id = $1 ORDER BY created_at, id LIMIT $2";
    BLOB_OF = "SELECT blob_id FROM matter_photo WHERE id = $1 AND matter_id = $2";

    /// A queue of the whole district; the other two narrow it by street and by body.
    QUEUE_ALL = "SELECT m.id, m.number, m.version, m.state, m.source, m.kind, m.category, m.urgency, m.restricted,
            m.street_id, m.community_id, m.lead_id, m.headline, m.place_public, m.received_at, m.due_before,
            m.escalation, m.joined, t.queue, t.order_at
        FROM matter_task t JOIN matter m ON m.id = t.matter_id
        WHERE t.queue = $1 AND (t.order_at, t.matter_id) > ($2, $3)
            AND ($4 = '' OR m.category LIKE $4) AND ($5 = '' OR m.urgency = $5) AND ($6 = '' OR m.source = $6)
            AND ($8 = '' OR (m.state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
                AND m.due_before > $9 AND m.due_before <= $10))
        ORDER BY t.order_at, t.matter_id LIMIT $7";
    QUEUE_STREET = "SELECT m.id, m.number, m.version, m.state, m.source, m.kind, m.category, m.urgency, m.restricted,
            m.street_id, m.community_id, m.lead_id, m.headline, m.place_public, m.received_at, m.due_before,
            m.escalation, m.joined, t.queue, t.order_at
        FROM matter_task t JOIN matter m ON m.id = t.matter_id
        WHERE t.queue = $1 AND t.street_id = $11 AND (t.order_at, t.matter_id) > ($2, $3)
            AND ($4 = '' OR m.category LIKE $4) AND ($5 = '' OR m.urgency = $5) AND ($6 = '' OR m.source = $6)
            AND ($8 = '' OR (m.state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
                AND m.due_before > $9 AND m.due_before <= $10))
        ORDER BY t.order_at, t.matter_id LIMIT $7";
    QUEUE_BODY = "SELECT m.id, m.number, m.version, m.state, m.source, m.kind, m.category, m.urgency, m.restricted,
            m.street_id, m.community_id, m.lead_id, m.headline, m.place_public, m.received_at, m.due_before,
            m.escalation, m.joined, t.queue, t.order_at
        FROM matter_task t JOIN matter m ON m.id = t.matter_id
        WHERE t.queue = $1 AND t.body_id = $11 AND (t.order_at, t.matter_id) > ($2, $3)
            AND ($4 = '' OR m.category LIKE $4) AND ($5 = '' OR m.urgency = $5) AND ($6 = '' OR m.source = $6)
            AND ($8 = '' OR (m.state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
                AND m.due_before > $9 AND m.due_before <= $10))
        ORDER BY t.order_at, t.matter_id LIMIT $7";
    COUNT_ALL = "SELECT queue, COUNT(*) AS n FROM matter_task GROUP BY queue";
    /// How much lies in one queue, up to so many: nobody needs to know more, and to count further
    /// would take the longer the more has been left lying.
    SIZE_ALL = "SELECT COUNT(*) AS n, MIN(order_at) AS first_at FROM (SELECT order_at FROM matter_task
        WHERE queue = $1 ORDER BY order_at LIMIT $2) AS first_ones";
    SIZE_STREET = "SELECT COUNT(*) AS n, MIN(order_at) AS first_at FROM (SELECT order_at FROM matter_task
        WHERE queue = $1 AND street_id = $3 ORDER BY order_at LIMIT $2) AS first_ones";
    SIZE_BODY = "SELECT COUNT(*) AS n, MIN(order_at) AS first_at FROM (SELECT order_at FROM matter_task
        WHERE queue = $1 AND body_id = $3 ORDER BY order_at LIMIT $2) AS first_ones";

    /// Matters whose body must answer within a span of time, as the lists show them. The index
    /// `matter_waiting` answers alone; its condition is this one, word by word. SQLite would rather
    /// read all that a street or a body ever had, since it knows nothing of how few are waiting.
    COUNT_DUE_ALL = "SELECT COUNT(*) AS n FROM (SELECT due_before FROM matter
        WHERE state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
            AND due_before > $1 AND due_before <= $2 LIMIT $3) AS few";
    COUNT_DUE_STREET = sqlite "SELECT COUNT(*) AS n FROM (SELECT due_before FROM matter INDEXED BY matter_waiting
        WHERE state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
            AND due_before > $1 AND due_before <= $2 AND street_id = $4 LIMIT $3) AS few"
        postgres "SELECT COUNT(*) AS n FROM (SELECT due_before FROM matter
        WHERE state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
            AND due_before > $1 AND due_before <= $2 AND street_id = $4 LIMIT $3) AS few";
    COUNT_DUE_BODY = sqlite "SELECT COUNT(*) AS n FROM (SELECT due_before FROM matter INDEXED BY matter_waiting
        WHERE state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
            AND due_before > $1 AND due_before <= $2 AND lead_id = $4 LIMIT $3) AS few"
        postgres "SELECT COUNT(*) AS n FROM (SELECT due_before FROM matter
        WHERE state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
            AND due_before > $1 AND due_before <= $2 AND lead_id = $4 LIMIT $3) AS few";

    LIST_ALL = "SELECT m.id, m.number, m.version, m.state, m.source, m.kind, m.category, m.urgency, m.restricted,
            m.street_id, m.community_id, m.lead_id, m.headline, m.place_public, m.received_at, m.due_before,
            m.escalation, m.joined, m.state AS queue, m.received_at AS order_at
        FROM matter m WHERE (m.received_at, m.id) < ($1, $2)
            AND ($3 = '' OR m.state = $3) AND ($4 = '' OR m.category LIKE $4) AND ($5 = '' OR m.source = $5)
            AND ($7 = '' OR (m.state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
                AND m.due_before > $8 AND m.due_before <= $9))
        ORDER BY m.received_at DESC, m.id DESC LIMIT $6";
    LIST_STREET = "SELECT m.id, m.number, m.version, m.state, m.source, m.kind, m.category, m.urgency, m.restricted,
            m.street_id, m.community_id, m.lead_id, m.headline, m.place_public, m.received_at, m.due_before,
            m.escalation, m.joined, m.state AS queue, m.received_at AS order_at
        FROM matter m WHERE m.street_id = $10 AND (m.received_at, m.id) < ($1, $2)
            AND ($3 = '' OR m.state = $3) AND ($4 = '' OR m.category LIKE $4) AND ($5 = '' OR m.source = $5)
            AND ($7 = '' OR (m.state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
                AND m.due_before > $8 AND m.due_before <= $9))
        ORDER BY m.received_at DESC, m.id DESC LIMIT $6";
    LIST_BODY = "SELECT m.id, m.number, m.version, m.state, m.source, m.kind, m.category, m.urgency, m.restricted,
            m.street_id, m.community_id, m.lead_id, m.headline, m.place_public, m.received_at, m.due_before,
            m.escalation, m.joined, m.state AS queue, m.received_at AS order_at
        FROM matter m WHERE m.lead_id = $10 AND (m.received_at, m.id) < ($1, $2)
            AND ($3 = '' OR m.state = $3) AND ($4 = '' OR m.category LIKE $4) AND ($5 = '' OR m.source = $5)
            AND ($7 = '' OR (m.state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn')
                AND m.due_before > $8 AND m.due_before <= $9))
        ORDER BY m.received_at DESC, m.id DESC LIMIT $6";
    /// Matters by their ids, as many as `ROWS_TOGETHER`; an empty id finds none.
    ROWS = "SELECT m.id, m.number, m.version, m.state, m.source, m.kind, m.category, m.urgency, m.restricted,
            m.street_id, m.community_id, m.lead_id, m.headline, m.place_public, m.received_at, m.due_before,
            m.escalation, m.joined, m.state AS queue, m.received_at AS order_at, m.model
        FROM matter m WHERE m.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
            $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)";

    BOARD = "SELECT id, number, summary, state, kind, category, street_id, community_id, place_public, received_at,
            closed_at, outcome, joined, public_at, public_lon_e7, public_lat_e7
        FROM matter WHERE public_at IS NOT NULL AND (public_at, id) < ($1, $2)
            AND ($3 = '' OR category LIKE $3) AND ($5 = '' OR summary LIKE $5)
            AND ($4 = '' OR state = $4
                OR ($4 = 'open' AND state NOT IN ('closed', 'rejected', 'merged', 'withdrawn'))
                OR ($4 = 'ended' AND state IN ('closed', 'rejected', 'merged', 'withdrawn')))
        ORDER BY public_at DESC, id DESC LIMIT $6";
    BOARD_STREET = "SELECT id, number, summary, state, kind, category, street_id, community_id, place_public, received_at,
            closed_at, outcome, joined, public_at, public_lon_e7, public_lat_e7
        FROM matter WHERE public_at IS NOT NULL AND street_id = $7 AND (public_at, id) < ($1, $2)
            AND ($3 = '' OR category LIKE $3) AND ($5 = '' OR summary LIKE $5)
            AND ($4 = '' OR state = $4
                OR ($4 = 'open' AND state NOT IN ('closed', 'rejected', 'merged', 'withdrawn'))
                OR ($4 = 'ended' AND state IN ('closed', 'rejected', 'merged', 'withdrawn')))
        ORDER BY public_at DESC, id DESC LIMIT $6";
    BOARD_ONE = "SELECT id, number, summary, state, kind, category, street_id, community_id, place_public, received_at,
            closed_at, outcome, joined, public_at, public_lon_e7, public_lat_e7
        FROM matter WHERE public_at IS NOT NULL AND number = $1";
}

use huiyin_db::queries;

queries! {
    HELD = "SELECT r.id, r.matter_id, r.role, m.number, m.state FROM matter_reporter r
        JOIN matter m ON m.id = r.matter_id WHERE r.id = $1";
    HELD_BY_CODE = "SELECT r.id, r.matter_id, r.role, m.number, m.state FROM matter_reporter r
        JOIN matter m ON m.id = r.matter_id WHERE r.code_digest = $1";
    HELD_BY_PHONE = "SELECT r.id, r.matter_id, r.role, m.number, m.state FROM matter_reporter r
        JOIN matter m ON m.id = r.matter_id WHERE r.phone_digest = $1 ORDER BY r.created_at DESC, r.id DESC LIMIT $2";
    HELD_OF_MATTER = "SELECT r.id, r.matter_id, r.role, m.number, m.state FROM matter_reporter r
        JOIN matter m ON m.id = r.matter_id WHERE r.matter_id = $1 AND r.role = 'reporter' ORDER BY r.created_at, r.id LIMIT 1";

    LOOKS = "SELECT reason, created_at FROM matter_reveal WHERE matter_id = $1 ORDER BY created_at, id LIMIT $2";
    POINT = "SELECT lon_e7, lat_e7 FROM matter WHERE id = $1";

    TEXTS = "SELECT version, position, kind, audience, body FROM matter_text WHERE matter_id = $1
        ORDER BY version, position LIMIT $2";
    WRITE_TEXT = "UPDATE matter_text SET body = $4, salt = $5 WHERE matter_id = $1 AND version = $2 AND position = $3";
    ERASE = "UPDATE matter SET headline = $2, place_public = '', place_sealed = NULL, lon_e7 = NULL, lat_e7 = NULL,
            public_lon_e7 = NULL, public_lat_e7 = NULL, summary = $3, forgotten_at = $4 WHERE id = $1";
    FORGET_CONTACT = "UPDATE matter SET headline = $2, place_sealed = NULL, lon_e7 = NULL, lat_e7 = NULL,
            summary = $3, forgotten_at = $4 WHERE id = $1";
    FORGET_SUGGESTIONS = "DELETE FROM matter_suggestion WHERE matter_id = $1";
    FORGET_LOOK_NOTES = "UPDATE matter_reveal SET note = '' WHERE matter_id = $1";
    FORGET_LIST_NOTES = "UPDATE matter_dispatch_line SET note = '' WHERE matter_id = $1";
    FORGET_MODELS = "DELETE FROM matter_classifier";
    FORGET_REPORTER = "DELETE FROM matter_reporter WHERE id = $1";
    FORGET_REPORTER_CONTACT = "UPDATE matter_reporter SET name_sealed = NULL, phone_sealed = NULL, phone_digest = NULL WHERE id = $1";
    REPORTERS = "SELECT id FROM matter_reporter WHERE matter_id = $1 ORDER BY created_at, id LIMIT $2";

    PHOTOS = "SELECT id, blob_id, by_reporter FROM matter_photo WHERE matter_id = $1 ORDER BY created_at, id LIMIT $2";
    FORGET_PHOTO = "DELETE FROM matter_photo WHERE id = $1";
    BLOB_USES = "SELECT (SELECT COUNT(*) FROM matter_photo WHERE blob_id = $1)
            + (SELECT COUNT(*) FROM blob_use WHERE blob_id = $1) AS n";
    KEPT_BEFORE = "SELECT id FROM blob WHERE id = $1 AND created_at < $2";
    ORPHANS = "SELECT b.id FROM blob b WHERE b.created_at < $1
            AND NOT EXISTS (SELECT 1 FROM matter_photo p WHERE p.blob_id = b.id)
            AND NOT EXISTS (SELECT 1 FROM blob_use u WHERE u.blob_id = b.id)
        ORDER BY b.id LIMIT $2";

    CONTACT_DUE = "SELECT id, number, ended_at FROM matter WHERE ended_at IS NOT NULL AND forgotten_at IS NULL
            AND ended_at < $1 ORDER BY ended_at, id LIMIT $2";
    /// From the photos that are left to their matters: most matters never had one, and those that
    /// ended long ago have none any more.
    PHOTOS_DUE = "SELECT m.id, m.number, m.ended_at
        FROM (SELECT DISTINCT matter_id FROM matter_photo) AS shown JOIN matter m ON m.id = shown.matter_id
        WHERE m.ended_at IS NOT NULL AND m.ended_at < $1
        ORDER BY m.ended_at, m.id LIMIT $2";
    REVEALS_DUE = "SELECT COUNT(*) AS n FROM matter_reveal WHERE created_at < $1";
    FORGET_REVEALS = "DELETE FROM matter_reveal WHERE id IN
        (SELECT id FROM matter_reveal WHERE created_at < $1 ORDER BY created_at, id LIMIT $2)";
}

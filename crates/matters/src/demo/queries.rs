use huiyin_db::queries;

queries! {
    READ_LONG_AGO = "UPDATE outbox SET next_at = NULL, fate = 'delivered', done_at = $2
        WHERE topic = 'matters.notice' AND next_at IS NOT NULL AND created_at < $1";
}

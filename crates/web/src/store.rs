use huiyin_db::queries;

queries! {
    CLAIM = "INSERT INTO form_key (id, at, location, content) VALUES ($1, $2, $3, $4)";
    FIND = "SELECT location, content FROM form_key WHERE id = $1";
    SWEEP = "DELETE FROM form_key WHERE at < $1";
}

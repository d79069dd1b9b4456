use huiyin_db::queries;

queries! {
    /// One table in FROM: then SQLite uses the unique index whatever its statistics say. Where
    /// nothing came from outside yet, they say that the index tells no rows apart.
    KNOWN = "SELECT (SELECT i.digest FROM matter_import i WHERE i.matter_id = m.id) AS digest FROM matter m
        WHERE m.outside_source = $1 AND m.outside_number = $2";
    NOTE = "INSERT INTO matter_import (matter_id, digest) VALUES ($1, $2)";
}

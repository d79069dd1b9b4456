-- Uses of a photo by slices that a matter does not know of: while one stands here, nobody takes
-- the photo for one that belongs to nothing.
CREATE TABLE blob_use (
    blob_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    PRIMARY KEY (blob_id, holder)
);

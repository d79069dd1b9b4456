CREATE TABLE statistics_month (
    month TEXT NOT NULL,
    dimension TEXT NOT NULL,
    counted_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (month, dimension)
);

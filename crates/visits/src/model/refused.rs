use super::named::named;

named! {
    /// Why something was refused. The sentence is `visits-refused-<kebab>`.
    Refused {
        NotAllowed = "not_allowed",
        WrongState = "wrong_state",
        TitleMissing = "title_missing",
        TooLong = "too_long",
        KindsMissing = "kinds_missing",
        AreasMissing = "areas_missing",
        SessionsMissing = "sessions_missing",
        TooManySessions = "too_many_sessions",
        SessionPast = "session_past",
        SessionsOverlap = "sessions_overlap",
        SessionOutsideHours = "session_outside_hours",
        TeamsMissing = "teams_missing",
        TeamOfTwo = "team_of_two",
        TeamBusy = "team_busy",
        TooManyTeams = "too_many_teams",
        FormMissing = "form_missing",
        WindowEmpty = "window_empty",
        WindowPast = "window_past",
        WindowOutsideRound = "window_outside_round",
        DoNotDisturb = "do_not_disturb",
        CalledLately = "called_lately",
        ReasonMissing = "reason_missing",
        NotYet = "not_yet",
        InFuture = "in_future",
        PlanMissing = "plan_missing",
        ConsentMissing = "consent_missing",
        NotAsked = "not_asked",
        RoundClosed = "round_closed",
        StopsOpen = "stops_open",
    }
}

impl std::error::Error for Refused {}

use huiyin_kernel::named;

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
        NotAVisitor = "not_a_visitor",
        NothingToPlan = "nothing_to_plan",
        PlanRunning = "plan_running",
        PlansWaiting = "plans_waiting",
        PlanUnfinished = "plan_unfinished",
        PlanOutdated = "plan_outdated",
        OnlyMend = "only_mend",
        MoveUnknown = "move_unknown",
        MoveTeamAway = "move_team_away",
        MoveNotAllowed = "move_not_allowed",
        MoveClosed = "move_closed",
        MoveFull = "move_full",
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
        RoundClosed = "round_closed",
        StopsOpen = "stops_open",
    }
}

impl std::error::Error for Refused {}

using Huimin.Platform.Data;
using Huimin.Platform.Values;

namespace Huimin.Platform.Cases;

/// <summary>Bulk forms of cases that are over, with what happened to them.</summary>
internal static class CaseTables
{
    public static readonly BulkTable<Case> Case = new(
        "case_record",
        [
            "id", "number", "type", "line", "form_version", "region", "household_id", "person_id", "applicant", "channel", "intake_region", "application_id", "review_of", "award_id",
            "form", "seal_key", "state", "step", "step_since", "actor_region", "actor_permission", "outcome", "opinion", "received_at", "accepted_on", "decided_on", "closed_on",
            "step_from", "step_limit", "step_unit", "step_due", "whole_from", "whole_limit", "whole_unit", "whole_due", "next_due", "due_misses_year", "stopped_on", "proposed_amount",
            "is_decided_below", "is_of_relatives", "is_spot_checked", "needs_review", "was_supplemented", "times_returned", "last_event", "revision", "track_hash", "token",
        ],
        static (c, row) =>
        {
            row.Int64(c.Id);
            row.Text(c.Number);
            row.Text(c.Type);
            row.Text(c.Line);
            row.Int32(c.FormVersion);
            row.Int64(c.Region);
            row.Int64(c.HouseholdId);
            row.Int64(c.PersonId);
            row.Text(c.Applicant);
            row.Int16((short)c.Channel);
            row.Int64(c.IntakeRegion);
            row.Int64(c.ApplicationId);
            row.Int64(c.ReviewOf);
            row.Int64(c.AwardId);
            row.Bytes(c.Form.Bytes);
            row.Int16(c.SealKey);
            row.Int16((short)c.State);
            row.Text(c.Step);
            row.Moment(c.StepSince);
            row.Int64(c.ActorRegion);
            row.Text(c.ActorPermission);
            row.Int16((short?)c.Outcome);
            row.Int16((short?)c.Opinion);
            row.Moment(c.ReceivedAt);
            row.Date(c.AcceptedOn);
            row.Date(c.DecidedOn);
            row.Date(c.ClosedOn);
            WriteClock(row, c.StepFrom, c.StepLimit, c.StepUnit, c.StepDue);
            WriteClock(row, c.WholeFrom, c.WholeLimit, c.WholeUnit, c.WholeDue);
            row.Date(c.NextDue);
            row.Int32(c.DueMissesYear);
            row.Date(c.StoppedOn);
            row.Int64(c.ProposedAmount);
            row.Boolean(c.IsDecidedBelow);
            row.Boolean(c.IsOfRelatives);
            row.Boolean(c.IsSpotChecked);
            row.Boolean(c.NeedsReview);
            row.Boolean(c.WasSupplemented);
            row.Int32(c.TimesReturned);
            row.Int32(c.LastEvent);
            row.Int64(c.Revision);
            row.Bytes(c.TrackHash);
            row.Text(c.Token);
        });

    public static readonly BulkTable<CaseEvent> Event = new(
        "case_event",
        ["case_id", "number", "at", "account_id", "actor", "duty", "duty_region", "kind", "from_step", "to_step", "note", "token"],
        static (e, row) =>
        {
            row.Int64(e.CaseId);
            row.Int32(e.Number);
            row.Moment(e.At);
            row.Int64(e.AccountId);
            row.Text(e.Actor);
            row.Text(e.Duty);
            row.Int64(e.DutyRegion);
            row.Text(e.Kind);
            row.Text(e.FromStep);
            row.Text(e.ToStep);
            row.Text(e.Note);
            row.Text(e.Token);
        });

    /// <summary>Visits whose place nobody recorded.</summary>
    public static readonly BulkTable<CaseVisit> Visit = new(
        "case_visit",
        ["case_id", "number", "kind", "step", "visited_on", "account_id", "visitors", "visitor_count", "findings", "answers", "recorded_at", "token"],
        static (v, row) =>
        {
            row.Int64(v.CaseId);
            row.Int32(v.Number);
            row.Int16((short)v.Kind);
            row.Text(v.Step);
            row.Date(v.VisitedOn);
            row.Int64(v.AccountId);
            row.Text(v.Visitors);
            row.Int32(v.VisitorCount);
            row.Text(v.Findings);
            row.Text(v.Answers);
            row.Moment(v.RecordedAt);
            row.Text(v.Token);
        });

    public static readonly BulkTable<Decision> Decision = new(
        "decision",
        ["id", "case_id", "region", "unit", "year", "sequence", "number", "outcome", "decided_on", "account_id", "reason", "replaced_by", "delivered_on", "delivery"],
        static (d, row) =>
        {
            row.Int64(d.Id);
            row.Int64(d.CaseId);
            row.Int64(d.Region);
            row.Int64(d.Unit);
            row.Int32(d.Year);
            row.Int32(d.Sequence);
            row.Text(d.Number);
            row.Int16((short)d.Outcome);
            row.Date(d.DecidedOn);
            row.Int64(d.AccountId);
            row.Text(d.Reason);
            row.Int64(d.ReplacedBy);
            row.Date(d.DeliveredOn);
            row.Text(d.Delivery);
        });

    public static readonly BulkTable<DecisionLine> Line = new(
        "decision_line",
        ["decision_id", "number", "programme", "person_id", "persons", "amount", "one_off", "first_month", "last_month", "explanation"],
        static (l, row) =>
        {
            row.Int64(l.DecisionId);
            row.Int32(l.Number);
            row.Text(l.Programme);
            row.Int64(l.PersonId);
            row.Int32(l.Persons);
            row.Int64(l.Amount);
            row.Boolean(l.OneOff);
            row.Int32(l.FirstMonth);
            row.Int32(l.LastMonth);
            row.Text(l.Explanation);
        });

    /// <summary>The last number that each unit gave in a year.</summary>
    public static readonly BulkTable<NumberSeries> Series = new(
        "number_series",
        ["unit", "kind", "year", "last"],
        static (s, row) =>
        {
            row.Int64(s.Unit);
            row.Text(s.Kind);
            row.Int32(s.Year);
            row.Int32(s.Last);
        });

    private static void WriteClock(IRowWriter row, DateOnly? from, int limit, LimitUnit unit, DateOnly? due)
    {
        row.Date(from);
        row.Int32(limit);
        row.Int16((short)unit);
        row.Date(due);
    }
}

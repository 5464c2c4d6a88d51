using Huimin.Platform.Data;

namespace Huimin.Platform.Awards;

/// <summary>Bulk forms of awards and of their versions.</summary>
internal static class AwardTables
{
    public static readonly BulkTable<Award> Award = new(
        "award",
        ["id", "programme", "line", "region", "household_id", "person_id", "case_id", "one_off", "first_month", "last_month", "ended_because", "amount", "persons", "last_version", "review_on", "revision"],
        static (a, row) =>
        {
            row.Int64(a.Id);
            row.Text(a.Programme);
            row.Text(a.Line);
            row.Int64(a.Region);
            row.Int64(a.HouseholdId);
            row.Int64(a.PersonId);
            row.Int64(a.CaseId);
            row.Boolean(a.OneOff);
            row.Int32(a.FirstMonth);
            row.Int32(a.LastMonth);
            row.Int16((short?)a.EndedBecause);
            row.Int64(a.Amount);
            row.Int32(a.Persons);
            row.Int32(a.LastVersion);
            row.Date(a.ReviewOn);
            row.Int64(a.Revision);
        });

    public static readonly BulkTable<AwardVersion> Version = new(
        "award_version",
        ["award_id", "number", "from_month", "region", "amount", "persons", "decision_id", "explanation", "recorded_at"],
        static (v, row) =>
        {
            row.Int64(v.AwardId);
            row.Int32(v.Number);
            row.Int32(v.FromMonth);
            row.Int64(v.Region);
            row.Int64(v.Amount);
            row.Int32(v.Persons);
            row.Int64(v.DecisionId);
            row.Text(v.Explanation);
            row.Moment(v.RecordedAt);
        });
}

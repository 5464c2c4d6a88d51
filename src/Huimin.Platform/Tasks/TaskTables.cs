using Huimin.Platform.Data;

namespace Huimin.Platform.Tasks;

/// <summary>The bulk form of tasks.</summary>
public static class TaskTables
{
    /// <summary>Kind of their ids.</summary>
    public const string Ids = "task";

    public static readonly BulkTable<WorkTask> Task = new(
        "work_task",
        [
            "id", "kind", "subject", "line", "region", "household_id", "person_id", "programme", "award_id", "month", "last_found", "amount",
            "created_on", "due_on", "state", "outcome", "note", "done_by", "done_on", "case_id", "revision",
        ],
        static (t, row) =>
        {
            row.Int64(t.Id);
            row.Text(t.Kind);
            row.Text(t.Subject);
            row.Text(t.Line);
            row.Int64(t.Region);
            row.Int64(t.HouseholdId);
            row.Int64(t.PersonId);
            row.Text(t.Programme);
            row.Int64(t.AwardId);
            row.Int32(t.Month);
            row.Int32(t.LastFound);
            row.Int64(t.Amount);
            row.Date(t.CreatedOn);
            row.Date(t.DueOn);
            row.Int16((short)t.State);
            row.Text(t.Outcome);
            row.Text(t.Note);
            row.Int64(t.DoneBy);
            row.Date(t.DoneOn);
            row.Int64(t.CaseId);
            row.Int64(t.Revision);
        });
}
